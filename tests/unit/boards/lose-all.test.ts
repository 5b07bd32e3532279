import { expect, test } from 'vitest';
import type { Answer, BoardFileEntry } from '../../../electron/api.ts';
import type { LiveBoard } from '../../../renderer/boards/live-board.svelte.ts';
import { mayLoseAll } from '../../../renderer/boards/lose-all.ts';
import { ScriptedAsks } from '../../support/scripted-asks.ts';

type Listing = Answer<readonly BoardFileEntry[]>;
const board = (listing: Listing) =>
  ({ name: 'Pico E661', listFiles: async () => listing }) as unknown as LiveBoard;
const damaged: Listing = { ok: false, problem: { code: 'board-file-damaged', message: '', hint: '' } };
const file = (name: string): BoardFileEntry => ({ name, kind: 'file', size: 1 });

test('a file system is erased after two questions only, the first of which says what is lost', async () => {
  const asks = new ScriptedAsks();
  const entries = [{ name: 'lib', kind: 'folder', size: 0 } as const, file('main.py')];
  const answer = mayLoseAll(asks, board({ ok: true, value: entries }));
  const first = await asks.next(() => 'on');
  expect(first.description).toContain('lib with all that is in it, main.py.');
  const second = await asks.next(() => 'lose');
  expect(second.title).toBe('Delete every file on Pico E661?');
  expect(await answer).toBe(true);
});

test.each([['keep'], [null]])('either question can be answered with no (%s), and Enter does', async (no) => {
  const asks = new ScriptedAsks();
  for (const yeses of [0, 1]) {
    const answer = mayLoseAll(asks, board(damaged));
    if (yeses === 1) await asks.next(() => 'on');
    const { choices } = await asks.next(() => no);
    expect(choices.find(({ proposed }) => proposed)?.id).toBe('keep');
    expect(await answer).toBe(false);
  }
});

test('what cannot be read is lost, too; many files are counted', async () => {
  const asks = new ScriptedAsks();
  void mayLoseAll(asks, board(damaged));
  expect((await asks.next(() => null)).description).toContain('too damaged');
  const many = Array.from({ length: 9 }, (_, index) => file(`${index}.py`));
  void mayLoseAll(asks, board({ ok: true, value: many }));
  expect((await asks.next(() => null)).description).toContain('5.py and 3 more.');
});
