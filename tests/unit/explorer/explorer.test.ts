import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Host } from '../../../electron/host.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { createTestHost } from '../../support/test-host.ts';
import { openTestWindow, type TestWindow } from '../../support/test-window.ts';

const computer = { kind: 'computer' } as const;
let host: Host;
let window: TestWindow;
let folder: string;
let trash: string;

beforeEach(async () => {
  trash = await temporaryFolder();
  host = await createTestHost({
    trash: { put: (path) => rename(path, join(trash, path.split('/').at(-1)!)) },
  });
  window = openTestWindow(host);
  folder = host.workspace.folder;
});

const code = (name: string) => ({ code: name });

describe('making and renaming', () => {
  test('makes the workspace with the first folder or file in it', async () => {
    await window.value('explorer.makeFolder', { root: computer, path: 'lib' });
    await window.value('explorer.makeFile', { root: computer, path: 'lib/a.py' });
    expect(await readFile(join(folder, 'lib', 'a.py'), 'utf8')).toBe('');
    expect(await window.problem('explorer.makeFile', { root: computer, path: 'lib/a.py' })).toMatchObject(
      code('file-exists'),
    );
    expect(await window.problem('explorer.makeFolder', { root: computer, path: '../up' })).toMatchObject(
      code('file-outside'),
    );
  });

  test('refuses a name that other computers could not tell from one that is there', async () => {
    await window.value('explorer.makeFile', { root: computer, path: 'Servo.py' });
    await window.value('explorer.makeFile', { root: computer, path: 'näive.py' });
    for (const path of ['servo.py', 'na\u0308ive.py']) {
      expect(await window.problem('explorer.makeFile', { root: computer, path })).toMatchObject(
        code('file-exists-alike'),
      );
    }
    await window.value('explorer.rename', { root: computer, path: 'Servo.py', to: 'servo.py' });
    expect((await readdir(folder)).sort()).toEqual(['näive.py', 'servo.py']);
  });

  test('tells every window what a folder is called now', async () => {
    const other = openTestWindow(host);
    await window.value('explorer.makeFolder', { root: computer, path: 'lib' });
    await window.value('explorer.rename', { root: computer, path: 'lib', to: 'parts' });
    await other.until(() => other.seen('explorer.moved').length === 1);
    expect(other.seen('explorer.moved')[0]).toEqual({
      root: computer,
      moves: [{ from: join(folder, 'lib'), to: join(folder, 'parts') }],
    });
  });

  test('is the same on a board', async () => {
    const [simulator] = await window.value('board.list', {});
    const root = { kind: 'board', boardId: simulator!.id } as const;
    expect(await window.problem('explorer.makeFile', { root, path: 'a.py' })).toMatchObject(
      code('board-not-connected'),
    );
    await window.value('board.connect', { boardId: root.boardId });
    await window.value('explorer.makeFile', { root, path: 'a.py' });
    expect(await window.problem('explorer.makeFile', { root, path: 'A.py' })).toMatchObject(
      code('file-exists-alike'),
    );
    await window.value('explorer.rename', { root, path: 'a.py', to: 'b.py' });
    expect(window.seen('explorer.moved').at(-1)).toEqual({ root, moves: [{ from: '/a.py', to: '/b.py' }] });
    await window.value('explorer.delete', { job: 'delete', root, paths: ['b.py'], forGood: false });
    expect(window.seen('explorer.deleted').at(-1)).toEqual({ root, paths: ['/b.py'] });
    expect(await window.value('board.files.list', { boardId: root.boardId, path: '/' })).toEqual([]);
  });
});

describe('deleting', () => {
  test('puts files into the trash, and tells every window', async () => {
    await mkdir(join(folder, 'lib'), { recursive: true });
    await writeFile(join(folder, 'lib', 'a.py'), 'kept');
    await window.value('explorer.delete', { job: 'delete', root: computer, paths: ['lib'], forGood: false });
    expect(await readFile(join(trash, 'lib', 'a.py'), 'utf8')).toBe('kept');
    expect(window.seen('explorer.deleted')).toEqual([{ root: computer, paths: [join(folder, 'lib')] }]);
  });

  test('says that there is no trash and deletes nothing, until told to do it for good', async () => {
    const bare = await createTestHost();
    const bareWindow = openTestWindow(bare);
    await bareWindow.value('explorer.makeFile', { root: computer, path: 'a.py' });
    const wish = { root: computer, paths: ['a.py'] };
    expect(
      await bareWindow.problem('explorer.delete', { job: 'delete', ...wish, forGood: false }),
    ).toMatchObject(code('trash-missing'));
    expect(existsSync(join(bare.workspace.folder, 'a.py'))).toBe(true);
    await bareWindow.value('explorer.delete', { job: 'delete', ...wish, forGood: true });
    expect(existsSync(join(bare.workspace.folder, 'a.py'))).toBe(false);
  });

  test('never reaches outside', async () => {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, '..', 'precious.py'), '');
    expect(
      await window.problem('explorer.delete', {
        job: 'delete',
        root: computer,
        paths: ['../precious.py'],
        forGood: true,
      }),
    ).toMatchObject(code('file-outside'));
    expect(
      await window.problem('explorer.delete', { job: 'delete', root: computer, paths: [''], forGood: true }),
    ).toMatchObject(code('request-invalid'));
    expect(existsSync(join(folder, '..', 'precious.py'))).toBe(true);
  });
});

test('finding looks into every folder, past capitals and spellings', async () => {
  await mkdir(join(folder, 'lib', 'deep'), { recursive: true });
  await writeFile(join(folder, 'lib', 'deep', 'Na\u0308ive Servo.py'), '');
  await writeFile(join(folder, 'other.py'), '');
  expect(await window.value('explorer.find', { text: 'näIVE' })).toEqual({
    found: [{ path: 'lib/deep/Na\u0308ive Servo.py', kind: 'file' }],
    complete: true,
  });
});

test('what is dropped into a window goes where it was dropped, and its copy is forgotten', async () => {
  const { drop } = await window.value('explorer.drop', {});
  const data = Buffer.from('print(1)\n').toString('base64');
  await window.value('explorer.dropFolder', { drop, path: 'project/empty' });
  await window.value('explorer.dropPiece', { drop, path: 'project/a.py', data });
  await window.value('explorer.dropPiece', { drop, path: 'project/a.py', data });
  expect(await window.problem('explorer.dropPiece', { drop, path: '../a.py', data })).toMatchObject(
    code('file-bad-name'),
  );
  const stranger = openTestWindow(host);
  expect(await stranger.problem('explorer.dropFolder', { drop, path: 'x' })).toMatchObject(
    code('request-invalid'),
  );
  const from = { kind: 'dropped', drop } as const;
  const transfer = { job: 'drop', from, paths: ['project'], to: computer, folder: '', move: false };
  expect(await window.value('explorer.transfer', { ...transfer, decisions: {} })).toMatchObject({ done: 1 });
  expect(await readFile(join(folder, 'project', 'a.py'), 'utf8')).toBe('print(1)\nprint(1)\n');
  expect(existsSync(join(folder, 'project', 'empty'))).toBe(true);
  await window.value('explorer.dropEnd', { drop });
  expect(await window.problem('explorer.dropFolder', { drop, path: 'x' })).toMatchObject(
    code('request-invalid'),
  );
});
