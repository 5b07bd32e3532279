import { expect, test } from 'vitest';
import type { BoardStateName } from '../../../electron/api.ts';
import { rescuePhase, type RescuePhase } from '../../../renderer/boards/rescue-phase.ts';

const board = (name: BoardStateName, port?: string) => ({
  id: 'pico',
  kind: 'serial' as const,
  label: 'Pico on COM3',
  state: { name },
  ...(port !== undefined && { port }),
});

test.each<[BoardStateName, string | undefined, boolean, RescuePhase]>([
  ['silent', 'COM3', false, 'unplug'],
  ['rescuing', 'COM3', false, 'unplug'],
  ['rescuing', undefined, false, 'plugIn'],
  ['rescuing', undefined, true, 'plugIn'],
  ['rescuing', 'COM4', true, 'catching'],
  ['connecting', 'COM4', true, 'catching'],
  ['ready', 'COM4', true, 'caught'],
  ['running', 'COM3', true, 'missed'],
  ['silent', 'COM3', true, 'missed'],
])('a board that is %s at %s, unplugged before: %s', (name, port, wasAway, phase) => {
  expect(rescuePhase(board(name, port), wasAway)).toBe(phase);
});
