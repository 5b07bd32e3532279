import { expect, test } from 'vitest';
import type { BoardState, BoardStateName, BoardSummary } from '../../../electron/api.ts';
import { situationOf } from '../../../renderer/boards/situation.ts';

const board = (state: BoardState, more: Partial<BoardSummary> = {}): BoardSummary => ({
  id: 's',
  kind: 'serial',
  label: 'Pico on COM3',
  state,
  ...more,
});

const names: readonly BoardStateName[] = [
  'disconnected', 'connecting', 'ready', 'running', 'stopping', 'silent', 'gone', 'busy', 'denied', 'bootsel',
  'crashed', 'other-firmware', 'waiting', 'rescuing',
]; // prettier-ignore
const all = [
  ...names.map((name) => situationOf(board({ name }), true)),
  situationOf(board({ name: 'stopping', force: true }), true),
  situationOf(board({ name: 'running', unsure: true }), true),
  situationOf(null, true),
  situationOf(board({ name: 'ready' }), false),
];

test('what is said depends on the host first, then on the board', () => {
  expect(situationOf(board({ name: 'ready' }), false).state).toBe('lost');
  expect(situationOf(null, null).state).toBe('connecting');
  expect(situationOf(null, true).state).toBe('none');
  expect(situationOf(board({ name: 'stopping', force: true }), true).state).toBe('finishing');
  expect(situationOf(board({ name: 'running' }), true).state).toBe('running');
  expect(situationOf(board({ name: 'running', unsure: true }), true).state).toBe('unsure');
});

test('every state has a word and a sentence of its own', () => {
  expect(new Set(all.map(({ word }) => word)).size).toBe(all.length);
  expect(new Set(all.map(({ sentence }) => sentence)).size).toBe(all.length);
  for (const { sentence, word } of all) {
    expect(sentence).toMatch(/^[A-Z].*\.$/);
    expect(sentence + word).not.toContain('{{');
  }
});

test('every state that needs somebody has one thing to do about it', () => {
  const nothingToDo = all.filter(({ remedy }) => !remedy).map(({ state }) => state);
  expect(nothingToDo).toEqual(['connecting', 'ready', 'running', 'stopping', 'crashed', 'none', 'lost']);
});

test('a board without MicroPython is named by what it runs', () => {
  const circuitPython = board({ name: 'other-firmware' }, { firmware: 'CircuitPython 8.2.9' });
  expect(situationOf(circuitPython, true)).toMatchObject({
    word: 'Runs CircuitPython 8.2.9',
    remedy: { label: 'Install MicroPython' },
  });
});

test('a problem of the host knows better than its state: its words, its button, what to copy', () => {
  const problem = {
    code: 'board-denied',
    message: 'You may not.',
    hint: 'Do this:',
    copy: 'sudo usermod -aG dialout $USER',
    action: { command: 'board.connect', label: 'Once more' },
  };
  expect(situationOf(board({ name: 'denied', problem }), true)).toMatchObject({
    sentence: 'You may not. Do this:',
    copy: 'sudo usermod -aG dialout $USER',
    remedy: { command: 'board.connect', label: 'Once more' },
  });
  const unknown = { ...problem, action: { command: 'window.close', label: 'No' } };
  expect(situationOf(board({ name: 'denied', problem: unknown }), true).remedy?.label).toBe('Try again');
});
