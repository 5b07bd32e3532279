import { beforeEach, expect, test } from 'vitest';
import { copyBeforeDeleting } from '../../../electron/explorer/copy-before-deleting.ts';
import type { FileRoot } from '../../../electron/explorer/file-root.ts';
import type { Host } from '../../../electron/host.ts';
import { ProblemError } from '../../../electron/problem.ts';
import { createTestHost } from '../../support/test-host.ts';
import { openTestWindow, type TestWindow } from '../../support/test-window.ts';

let host: Host;
let window: TestWindow;
let boardId: string;
let root: { kind: 'board'; boardId: string };

/** A picture: no text, so no history keeps it. */
const picture = Uint8Array.from({ length: 3000 }, (_, index) => (index * 7) % 256);

beforeEach(async () => {
  host = await createTestHost();
  window = openTestWindow(host);
  boardId = (await window.value('board.list', {}))[0]!.id;
  root = { kind: 'board', boardId };
  await window.value('board.connect', { boardId });
  await files().makeFolder('/lib');
  await files().write('/lib/.hidden', picture);
  await files().write('/logo.bin', picture);
  await files().write('/main.py', new TextEncoder().encode('first\r\n'));
});

const files = () => host.boards.get(boardId).files;
const bringBack = (takenAway: string | undefined) => ({
  job: 'back',
  boardId,
  takenAway: takenAway ?? '',
});

test('what was deleted on a board comes back, hidden files and line ends too, once', async () => {
  const wish = { job: 'delete', root, paths: ['lib', 'logo.bin', 'main.py'], forGood: false };
  const { takenAway } = await window.value('explorer.delete', wish);
  expect(await files().list('/')).toEqual([]);
  const kept = await window.value('history.list', { file: { kind: 'board', boardId, path: '/main.py' } });
  expect(kept).toMatchObject([{ mark: 'found' }]);

  expect(await window.value('explorer.bringBack', bringBack(takenAway))).toEqual({ files: 3 });
  expect(await files().read('/lib/.hidden')).toEqual(picture);
  expect(await files().read('/logo.bin')).toEqual(picture);
  expect(new TextDecoder().decode(await files().read('/main.py'))).toBe('first\r\n');
  expect(await window.problem('explorer.bringBack', bringBack(takenAway))).toMatchObject({
    code: 'taken-away-forgotten',
  });
});

test('it never comes back over something else, and not into another window', async () => {
  const wish = { job: 'delete', root, paths: ['logo.bin'], forGood: false };
  const { takenAway } = await window.value('explorer.delete', wish);
  const other = openTestWindow(host);
  expect(await other.problem('explorer.bringBack', bringBack(takenAway))).toMatchObject({
    code: 'taken-away-forgotten',
  });
  await files().write('/logo.bin', Uint8Array.of(1));
  expect(await window.problem('explorer.bringBack', bringBack(takenAway))).toMatchObject({
    code: 'taken-place',
  });
  expect(await files().read('/logo.bin')).toEqual(Uint8Array.of(1));
  await files().remove('/logo.bin');
  await window.value('explorer.bringBack', bringBack(takenAway));
  expect(await files().read('/logo.bin')).toEqual(picture);
});

test('what was replaced by a copy comes back, unless the copy was changed since', async () => {
  await files().write('/new.bin', Uint8Array.of(1, 2, 3));
  await files().makeFolder('/other');
  await files().rename('/new.bin', '/other/logo.bin');
  const copy = async () =>
    window.value('explorer.transfer', {
      ...{ job: 'copy', from: root, paths: ['other/logo.bin'], to: root, folder: '', move: false },
      decisions: { 'logo.bin': 'replace' },
    });
  const first = await copy();
  expect(first).toMatchObject({ done: 1, replaced: { files: 1 } });
  await window.value('explorer.bringBack', bringBack(first.replaced?.takenAway));
  expect(await files().read('/logo.bin')).toEqual(picture);

  const second = await copy();
  await files().write('/logo.bin', Uint8Array.of(9));
  expect(await window.problem('explorer.bringBack', bringBack(second.replaced?.takenAway))).toMatchObject({
    code: 'taken-place',
  });
});

test('what moved over another file is nowhere else, so that it cannot be undone', async () => {
  await files().write('/lib/logo.bin', Uint8Array.of(1, 2, 3));
  const report = await window.value('explorer.transfer', {
    ...{ job: 'move', from: root, paths: ['lib/logo.bin'], to: root, folder: '', move: true },
    decisions: { 'logo.bin': 'replace' },
  });
  expect(report.replaced).toBeUndefined();
  expect(await files().read('/logo.bin')).toEqual(Uint8Array.of(1, 2, 3));
});

test.each([
  ['there is too much of it', 17_000_000, null],
  ['it cannot be read', 10, 'board-file-damaged'],
] as const)('nothing is deleted unasked where %s', async (_why, size, code) => {
  const lost: Pick<FileRoot, 'look' | 'read'> = {
    look: async (path) => ({ name: path, kind: 'file', size }),
    // eslint-disable-next-line require-yield -- it ends before its first piece
    async *read() {
      throw new ProblemError(code ?? 'board-file-failed', { board: 'Pico', name: 'a', reason: '' });
    },
  };
  const course = { signal: new AbortController().signal, progress: () => undefined };
  await expect(copyBeforeDeleting(lost as FileRoot, ['log.csv'], course)).rejects.toMatchObject({
    problem: { code: 'copy-missing' },
  });
});
