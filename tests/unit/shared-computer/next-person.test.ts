import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import type { Host } from '../../../electron/host.ts';
import { makeDatedFolder } from '../../../electron/shared-computer/dated-folder.ts';
import { moveAway } from '../../../electron/shared-computer/put-away.ts';
import { canMount, diskWithLeft } from '../../support/full-disk.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { createTestHost } from '../../support/test-host.ts';
import { openTestWindow, type TestWindow } from '../../support/test-window.ts';

const plain = { lineEnd: '\n', byteOrderMark: false } as const;

/** A window that goes when it is told to, as a page does. */
function openWindow(host: Host): TestWindow {
  const window = openTestWindow(host);
  void window.until(() => window.seen('shared.clearing').length > 0).then(() => window.close());
  return window;
}

/** One open text of a window, as recovery is told of it. */
async function openText(window: TestWindow, name: string, text: string): Promise<void> {
  await window.value('recovery.start', { window: null });
  const document = 'document-1';
  await window.value('recovery.append', {
    document,
    log: 0,
    entries: [
      { kind: 'begin', format: 1, place: { kind: 'nowhere', name }, saved: null },
      { kind: 'text', text },
      { kind: 'ready', length: text.length, selection: null, top: 0, unsaved: true },
    ],
  });
  await window.value('recovery.tabs', { tabs: [{ id: document }], active: document });
}

/** A host that somebody has worked with. */
async function usedHost() {
  const folder = await temporaryFolder();
  const [dataFolder, documentsFolder] = [join(folder, 'data'), join(folder, 'documents')];
  const host = await createTestHost({ dataFolder, documentsFolder });
  const window = openWindow(host);
  await window.value('session.start', {});
  const path = join(documentsFolder, 'Nibble', 'blink.py');
  await window.value('local.write', { path, text: 'saved', format: plain, version: null, overwrite: false });
  await mkdir(join(documentsFolder, 'Nibble', 'lib'));
  await writeFile(join(documentsFolder, 'Nibble', 'lib', 'servo.py'), 'servo');
  await window.value('board.connect', { boardId: 'simulator' });
  await window.value('board.files.write', { boardId: 'simulator', path: '/main.py', text: 'on the board' });
  await window.value('settings.update', {
    changes: { theme: 'dark', firstSteps: { closed: true, done: [] } },
  });
  return { host, window, path, dataFolder, documentsFolder };
}

/** The dated folder that was made in "Nibble put away". */
async function datedFolder(documentsFolder: string): Promise<string> {
  const [name, ...others] = await readdir(join(documentsFolder, 'Nibble put away'));
  expect(others).toEqual([]);
  expect(name).toMatch(/^\d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d$/);
  return join(documentsFolder, 'Nibble put away', name!);
}

describe('Clear for the next person', () => {
  test('puts everything into one dated folder, and the next person starts clean', async () => {
    const { host, window, path, documentsFolder } = await usedHost();
    await openText(window, 'not saved.py', 'half a thought');
    const other = openWindow(host);
    await openText(other, 'not saved.py', 'another');
    expect(await window.value('shared.plan', {})).toEqual({
      folder: join(documentsFolder, 'Nibble put away'),
      programs: join(documentsFolder, 'Nibble'),
      stays: null,
    });
    await window.value('shared.clear', {});

    const next = openWindow(host);
    const start = await next.value('session.start', {});
    const dated = await datedFolder(documentsFolder);
    expect(start).toMatchObject({
      putAway: dated,
      notices: [],
      settings: { theme: 'system', firstSteps: { closed: false } },
    });
    expect((await readdir(dated)).sort()).toEqual([
      'About this folder.txt',
      'Earlier versions',
      'Open texts',
      'Programs',
      'Simulated Pico',
      'settings.json',
    ]);
    const read = (...way: string[]) => readFile(join(dated, ...way), 'utf8');
    expect(await read('Programs', 'blink.py')).toBe('saved');
    expect(await read('Programs', 'lib', 'servo.py')).toBe('servo');
    expect(await read('Simulated Pico', 'pico', 'files', 'main.py')).toBe('on the board');
    expect(await read('settings.json')).toContain('"theme": "dark"');
    const texts = await Promise.all(
      (await readdir(join(dated, 'Open texts'))).map((name) => read('Open texts', name)),
    );
    expect(texts.sort()).toEqual(['another', 'half a thought']);

    expect((await next.value('workspace.list', { path: '' })).entries).toEqual([]);
    await next.value('board.connect', { boardId: 'simulator' });
    expect(await next.value('board.files.list', { boardId: 'simulator', path: '/' })).toEqual([]);
    expect(await next.value('history.list', { file: { kind: 'computer', path } })).toEqual([]);
    await next.value('recovery.start', { window: null });
    expect(await next.value('recovery.look', {})).toEqual([]);
    expect((await next.value('session.start', {})).putAway).toBeNull();
  });

  test('leaves a folder that was chosen, and one that holds more than programs', async () => {
    const { host, window, documentsFolder } = await usedHost();
    const chosen = await temporaryFolder();
    await writeFile(join(chosen, 'mine.py'), 'mine');
    await window.value('settings.update', { changes: { workspace: chosen } });
    expect(await window.value('shared.plan', {})).toMatchObject({ stays: chosen });
    await window.value('shared.clear', {});
    const next = openWindow(host);
    expect((await next.value('session.start', {})).workspace).toBe(join(documentsFolder, 'Nibble'));
    expect(await readFile(join(chosen, 'mine.py'), 'utf8')).toBe('mine');
  });

  test('touches nothing where the folder cannot be made', async () => {
    const { window, documentsFolder, path } = await usedHost();
    await writeFile(join(documentsFolder, 'Nibble put away'), 'a file is in the way');
    expect(await window.problem('shared.clear', {})).toMatchObject({ code: 'clear-impossible' });
    expect(await readFile(path, 'utf8')).toBe('saved');
    expect((await window.value('settings.read', {})).theme).toBe('dark');
    expect(window.seen('shared.clearing')).toEqual([]);
  });

  test.skipIf(!canMount())('says what stayed where it was when the disk fills up', async () => {
    const { folder, fill } = await diskWithLeft(256 * 1024);
    const dataFolder = join(await temporaryFolder(), 'data');
    const host = await createTestHost({ dataFolder, documentsFolder: folder });
    const window = openWindow(host);
    await openText(window, 'long.py', 'x'.repeat(300_000));
    await window.value('settings.update', { changes: { theme: 'dark' } });
    await window.value('shared.clear', {});
    fill();
    const next = openWindow(host);
    const { notices, putAway } = await next.value('session.start', {});
    expect(notices).toMatchObject([{ code: 'clear-incomplete' }]);
    expect(notices[0]?.message).toContain('Open texts');
    expect(putAway).toBeNull();
    await next.value('recovery.start', { window: null });
    expect(await next.value('recovery.look', {})).toMatchObject([{ name: 'long.py' }]);
  });

  test('does not wait for ever for a window that does not go', async () => {
    const { host } = await usedHost();
    const stuck = openTestWindow(host);
    await stuck.value('session.start', {});
    await stuck.value('shared.clear', {});
    const next = openWindow(host);
    await vi.waitFor(
      async () => expect((await next.value('session.start', {})).putAway).not.toBeNull(),
      10_000,
    );
  });
});

test('on a shared computer nobody sees versions of what somebody before did not save', async () => {
  const dataFolder = await temporaryFolder();
  const file = { kind: 'nowhere', name: 'blink.py' } as const;
  const run = async (window: TestWindow) => {
    await window.value('board.connect', { boardId: 'simulator' });
    await window.value('board.run', { boardId: 'simulator', source: 'pass', fileName: 'blink.py', file });
  };
  const before = await createTestHost({ dataFolder });
  const window = openTestWindow(before);
  await window.value('settings.update', { changes: { sharedComputer: true } });
  await run(window);
  expect(await window.value('history.list', { file })).toHaveLength(1);
  await before.close();
  const next = openTestWindow(await createTestHost({ dataFolder }));
  expect(await next.value('history.list', { file })).toEqual([]);
  await run(next);
  expect(await next.value('history.list', { file })).toHaveLength(1);
});

test('a dated folder never takes the place of another', async () => {
  const parent = await temporaryFolder();
  const moment = new Date(2026, 10, 22, 14, 5, 9);
  expect(await makeDatedFolder(parent, moment)).toBe(join(parent, '2026-11-22 14.05.09'));
  expect(await makeDatedFolder(parent, moment)).toBe(join(parent, '2026-11-22 14.05.09 (2)'));
});

test.skipIf(!canMount())('things are moved to another disk as well', async () => {
  const { folder } = await diskWithLeft(256 * 1024);
  const from = join(await temporaryFolder(), 'lib');
  await mkdir(from);
  await writeFile(join(from, 'servo.py'), 'servo');
  await moveAway(from, join(folder, 'Programs', 'lib'));
  expect(await readFile(join(folder, 'Programs', 'lib', 'servo.py'), 'utf8')).toBe('servo');
  await expect(stat(from)).rejects.toMatchObject({ code: 'ENOENT' });
});
