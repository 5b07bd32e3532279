import { expect, test } from 'vitest';
import type { BoardState, BoardSummary } from '../../../electron/api.ts';
import {
  leftOnSentence,
  sayableState,
  stateSentence,
  stateWord,
} from '../../../renderer/boards/board-state-words.ts';

const board = (state: BoardState): BoardSummary => ({ id: 's', kind: 'simulator', label: 'Pico', state });

test('what is said depends on the host first, then on the board', () => {
  expect(sayableState(board({ name: 'ready' }), false)).toBe('lost');
  expect(sayableState(null, null)).toBe('connecting');
  expect(sayableState(null, true)).toBe('none');
  expect(sayableState(board({ name: 'stopping', force: true }), true)).toBe('finishing');
  expect(sayableState(board({ name: 'running' }), true)).toBe('running');
});

test('every state has a word and a sentence of its own', () => {
  const states = [
    'disconnected', 'connecting', 'ready', 'running', 'stopping', 'finishing', 'silent', 'gone', 'busy',
    'denied', 'lost', 'none',
  ] as const; // prettier-ignore
  expect(new Set(states.map(stateWord)).size).toBe(states.length);
  for (const state of states) {
    expect(stateSentence(state, 'Pico on COM3')).toMatch(/^[A-Z].*\.$/);
    expect(stateSentence(state, 'Pico on COM3')).not.toContain('{{');
  }
});

test('outputs that stayed on are named, with their duty', () => {
  expect(leftOnSentence([])).toBe('');
  expect(leftOnSentence([{ pin: 'LED', duty: 1, pwm: false }])).toBe('The LED is on');
  expect(
    leftOnSentence([
      { pin: 15, duty: 0.5, pwm: true },
      { pin: 2, duty: 1, pwm: false },
      { pin: 'LED', duty: 0.1, pwm: true },
    ]),
  ).toBe('GP15 is on, PWM 50 % · GP2 is on · The LED is on, PWM 10 %');
});
