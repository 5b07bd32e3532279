import { expect, test } from 'vitest';
import { createTestHost } from '../../support/test-host.ts';
import { openTestWindow } from '../../support/test-window.ts';

const boardId = 'simulator';

test('a file on a board is written and read as a job that tells how far it is', async () => {
  const window = openTestWindow(await createTestHost());
  await window.value('board.connect', { boardId });
  const text = 'x = 1\n'.repeat(2_000);
  await window.value('board.files.write', { boardId, path: '/lib.py', text, job: 'saving' });
  const read = await window.value('board.files.read', { boardId, path: '/lib.py', job: 'opening' });
  expect(read.text).toBe(text);
  const told = window.seen('explorer.progress');
  for (const job of ['saving', 'opening']) {
    expect(told.find((progress) => progress.job === job)).toMatchObject({
      name: 'lib.py',
      totalBytes: text.length,
      files: 1,
    });
  }
});

test('the same job cannot be begun twice, and without one nothing is told', async () => {
  const window = openTestWindow(await createTestHost());
  await window.value('board.connect', { boardId });
  const write = { boardId, path: '/a.py', text: 'a = 1\n' };
  const [first, second] = await Promise.all([
    window.request('board.files.write', { ...write, job: 'one' }),
    window.request('board.files.write', { ...write, job: 'one' }),
  ]);
  expect([first.ok, second.ok]).toEqual([true, false]);
  const told = window.seen('explorer.progress').length;
  await window.value('board.files.write', { ...write, text: 'a = 2\n' });
  expect(window.seen('explorer.progress')).toHaveLength(told);
});
