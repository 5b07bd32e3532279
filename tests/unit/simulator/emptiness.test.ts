import { expect, test } from 'vitest';
import type { BoardSummary } from '../../../electron/api.ts';
import { situationOf } from '../../../renderer/boards/situation.ts';
import { emptinessOf, type Emptiness } from '../../../renderer/simulator/emptiness.ts';

const board = (kind: BoardSummary['kind'], state: BoardSummary['state']['name']): BoardSummary => ({
  id: 'board',
  kind,
  label: 'A board',
  state: { name: state },
});

test.each<[string, BoardSummary | null, boolean | null, Emptiness]>([
  ['a window that has just opened', null, null, 'starting'],
  ['a simulated board that is switched on', board('simulator', 'connecting'), true, 'starting'],
  ['a simulated board whose pins are on their way', board('simulator', 'ready'), true, 'starting'],
  ['a simulated board that is not connected', board('simulator', 'disconnected'), true, 'away'],
  ['a host that is lost', null, false, 'away'],
  ['no board', null, true, 'nothing'],
])('%s is told apart', (_, summary, connected, emptiness) => {
  expect(emptinessOf(situationOf(summary, connected).state)).toBe(emptiness);
});
