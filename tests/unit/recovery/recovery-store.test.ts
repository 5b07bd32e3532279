import { spawn } from 'node:child_process';
import { mkdir, readdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { showLife } from '../../../electron/life-sign.ts';
import type { RecoveryStore } from '../../../electron/recovery/recovery-store.ts';
import { systemClock } from '../../../runtime/clock.ts';
import { canMount, diskWithLeft } from '../../support/full-disk.ts';
import { beginning, openStore, storeFolder, textsOf, typing } from '../../support/recovery-parts.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** A process that owned a folder and was killed: its socket is left, and nobody answers there. */
async function killedOwner(dataFolder: string, ownerOf: string): Promise<string> {
  const folder = join(storeFolder(dataFolder), ownerOf);
  await mkdir(folder, { recursive: true });
  const source = `
    const net = require('node:net');
    net.createServer().listen(${JSON.stringify(join(dataFolder, `${ownerOf}.sock`))}, () => process.kill(process.pid, 'SIGKILL'));
  `;
  const child = spawn(process.execPath, ['-e', source], { stdio: 'inherit' });
  await new Promise((resolve) => child.once('close', resolve));
  const address = join(dataFolder, `${ownerOf}.sock`);
  await writeFile(join(folder, 'owner.json'), JSON.stringify({ format: 1, computer: hostname(), address }));
  return folder;
}

/** A store with one window that has two documents, as it is when its process is killed. */
async function leftBehind(dataFolder: string): Promise<void> {
  const store = openStore(dataFolder);
  const window = await store.start(null);
  await window.append('doc-a', 0, beginning('a.py', 'one = 1\n'));
  await window.append('doc-a', 0, [typing(8, 'two = 2\n')]);
  await window.append('doc-b', 0, beginning('b.py', 'b'));
  await window.keepTabs({
    tabs: [{ id: 'doc-b' }, { id: 'doc-a' }],
    active: 'doc-a',
  });
  await store.close();
}

async function restoredBy(store: RecoveryStore) {
  return store.restore(await store.start(null));
}

test('the next process gets everything, in the order of the tabs', async () => {
  const dataFolder = await temporaryFolder();
  await leftBehind(dataFolder);
  const { documents, active, notices } = await restoredBy(openStore(dataFolder));
  expect(documents.map(({ id }) => id)).toEqual(['doc-b', 'doc-a']);
  expect(textsOf(documents)).toEqual({ 'doc-a': 'one = 1\ntwo = 2\n', 'doc-b': 'b' });
  expect(active).toBe('doc-a');
  expect(notices).toEqual([]);
});

test('what is restored and not touched is restored again by the process after', async () => {
  const dataFolder = await temporaryFolder();
  await leftBehind(dataFolder);
  const second = openStore(dataFolder);
  await restoredBy(second);
  await second.close();
  const { documents } = await restoredBy(openStore(dataFolder));
  expect(textsOf(documents)).toEqual({ 'doc-a': 'one = 1\ntwo = 2\n', 'doc-b': 'b' });
});

test('of many processes that start at once exactly one gets each document', async () => {
  const dataFolder = await temporaryFolder();
  await leftBehind(dataFolder);
  const stores = Array.from({ length: 6 }, () => openStore(dataFolder));
  const restored = await Promise.all(stores.map(restoredBy));
  const ids = restored.flatMap(({ documents }) => documents.map(({ id }) => id));
  expect(ids.sort()).toEqual(['doc-a', 'doc-b']);
});

test('what a living process has is nobody else’s', async () => {
  const dataFolder = await temporaryFolder();
  const living = openStore(dataFolder);
  const window = await living.start(null);
  await window.append('doc-a', 0, beginning('a.py', 'mine'));
  expect((await restoredBy(openStore(dataFolder))).documents).toEqual([]);
  expect((await living.restore(await living.start(null))).documents).toEqual([]);
  await living.leave(window);
  expect((await restoredBy(openStore(dataFolder))).documents).toEqual([]);
  expect((await restoredBy(living)).documents).toHaveLength(1);
});

describe.runIf(process.platform !== 'win32')('signs of life', () => {
  test('a killed process is gone, whatever has its number now', async () => {
    const dataFolder = await temporaryFolder();
    const folder = await killedOwner(dataFolder, 'killed');
    await leftBehind(dataFolder);
    const own = (await readdir(storeFolder(dataFolder))).find((name) => name !== 'killed')!;
    await rm(join(storeFolder(dataFolder), own, 'owner.json'));
    const [window] = await readdir(join(storeFolder(dataFolder), own));
    await rename(join(storeFolder(dataFolder), own, window!), join(folder, window!));
    expect((await restoredBy(openStore(dataFolder))).documents).toHaveLength(2);
    expect(await readdir(storeFolder(dataFolder))).not.toContain('killed');
  });

  test('a process of another computer is believed until it has been silent for minutes', async () => {
    const dataFolder = await temporaryFolder();
    await leftBehind(dataFolder);
    const [process] = await readdir(storeFolder(dataFolder));
    const file = join(storeFolder(dataFolder), process!, 'owner.json');
    await writeFile(file, JSON.stringify({ format: 1, computer: 'elsewhere', address: '/nowhere' }));
    expect((await restoredBy(openStore(dataFolder))).documents).toEqual([]);
    const longAgo = new Date(Date.now() - 3_600_000);
    await utimes(file, longAgo, longAgo);
    expect((await restoredBy(openStore(dataFolder))).documents).toHaveLength(2);
  });
});

test('two documents that are called the same both come back', async () => {
  const dataFolder = await temporaryFolder();
  await leftBehind(dataFolder);
  await leftBehind(dataFolder);
  const { documents } = await restoredBy(openStore(dataFolder));
  expect(documents).toHaveLength(4);
  expect(new Set(documents.map(({ id }) => id)).size).toBe(4);
});

test('a window that comes back gets its own record, and nothing is restored twice', async () => {
  const dataFolder = await temporaryFolder();
  const store = openStore(dataFolder);
  const window = await store.start(null);
  await window.append('doc-a', 0, beginning('a.py', 'text'));
  await store.close();
  const next = openStore(dataFolder);
  const again = await next.start(window.id);
  expect(again.id).toBe(window.id);
  await again.append('doc-a', 1, beginning('a.py', 'text'));
  expect((await restoredBy(next)).documents).toEqual([]);
  await next.leave(again);
  expect(textsOf((await restoredBy(next)).documents)).toEqual({ 'doc-a': 'text' });
});

test('a store of a newer version is left alone, byte for byte, and said', async () => {
  const dataFolder = await temporaryFolder();
  const folder = join(storeFolder(dataFolder), 'newer');
  await mkdir(join(folder, 'window', 'doc'), { recursive: true });
  await writeFile(join(folder, 'owner.json'), JSON.stringify({ format: 2, computer: 'x', address: 'y' }));
  await writeFile(join(folder, 'window', 'doc', 'log-0'), 'from the future');
  const { documents, notices } = await restoredBy(openStore(dataFolder));
  expect(documents).toEqual([]);
  expect(notices.map(({ code }) => code)).toEqual(['recovery-newer']);
  expect(await readFile(join(folder, 'window', 'doc', 'log-0'), 'utf8')).toBe('from the future');
});

test('a damaged log comes back as far as it can be read, and is set aside', async () => {
  const dataFolder = await temporaryFolder();
  await leftBehind(dataFolder);
  const logs = await logsIn(storeFolder(dataFolder));
  const log = logs.find((path) => path.includes('doc-a'))!;
  const bytes = await readFile(log);
  await writeFile(log, bytes.subarray(0, bytes.length - 3));
  const { documents, notices } = await restoredBy(openStore(dataFolder));
  expect(textsOf(documents)).toEqual({ 'doc-a': 'one = 1\n', 'doc-b': 'b' });
  expect(notices.map(({ code }) => code)).toEqual(['recovery-damaged']);
  const aside = await logsIn(join(storeFolder(dataFolder), 'set-aside'));
  expect(await readFile(aside[0]!)).toEqual(bytes.subarray(0, bytes.length - 3));
});

test('every file in the store full of noise: the store starts, and keeps on keeping', async () => {
  const dataFolder = await temporaryFolder();
  await leftBehind(dataFolder);
  for (const path of await logsIn(storeFolder(dataFolder), /.*/)) {
    await writeFile(path, Buffer.from(Array.from({ length: 300 }, (_, index) => (index * 37) % 251)));
  }
  const store = openStore(dataFolder);
  const window = await store.start(null);
  const { documents, notices } = await store.restore(window);
  expect(documents).toEqual([]);
  expect(notices.map(({ code }) => code)).toEqual(['recovery-damaged']);
  await window.append('doc-c', 0, beginning('c.py', 'works'));
  await store.close();
  expect(textsOf((await restoredBy(openStore(dataFolder))).documents)).toEqual({ 'doc-c': 'works' });
});

test('a new log takes the place of the old one only when it is whole', async () => {
  const dataFolder = await temporaryFolder();
  const store = openStore(dataFolder);
  const window = await store.start(null);
  await window.append('doc-a', 0, beginning('a.py', 'old'));
  const [begin, text, ...rest] = beginning('a.py', 'new text');
  await window.append('doc-a', 1, [begin!, text!]);
  await store.close();
  const between = await restoredBy(openStore(dataFolder));
  expect(textsOf(between.documents)).toEqual({ 'doc-a': 'old' });
  expect(between.documents[0]).toMatchObject({ nextLog: 2, whole: true });
  expect(rest).toHaveLength(2);
});

test('what was closed does not come back', async () => {
  const dataFolder = await temporaryFolder();
  const store = openStore(dataFolder);
  const window = await store.start(null);
  await window.append('doc-a', 0, beginning('a.py', 'x'));
  await window.forget('doc-a');
  await store.close();
  expect((await restoredBy(openStore(dataFolder))).documents).toEqual([]);
  expect(await logsIn(storeFolder(dataFolder))).toEqual([]);
});

test('clearing hands out every text first, and removes nothing where they cannot be kept', async () => {
  const dataFolder = await temporaryFolder();
  await leftBehind(dataFolder);
  const store = openStore(dataFolder);
  await expect(store.clear(() => Promise.reject(new Error('no room')))).rejects.toThrow('no room');
  expect(await store.look()).toEqual([
    { name: 'b.py', unsaved: true },
    { name: 'a.py', unsaved: true },
  ]);
  const kept: Record<string, string> = {};
  await store.clear(async (texts) => {
    for (const { name, text } of texts) kept[name] = text;
  });
  expect(kept).toEqual({ 'a.py': 'one = 1\ntwo = 2\n', 'b.py': 'b' });
  expect(await store.look()).toEqual([]);
});

test('what was not saved is seen although the window was gone before it told of its tabs', async () => {
  const store = openStore(await temporaryFolder());
  const window = await store.start(null);
  await window.append('doc-a', 0, beginning('a.py', 'secret'));
  await window.append('doc-b', 0, beginning('b.py', ''));
  await window.append('doc-b', 0, [{ kind: 'view', selection: null, top: 0, unsaved: false }]);
  await window.append('doc-c', 0, beginning('c.py', ''));
  await window.append('doc-c', 0, [
    { kind: 'view', selection: null, top: 0, unsaved: false },
    typing(0, 'x'),
  ]);
  await store.leave(window);
  const seen = (await store.look()).sort((one, other) => one.name.localeCompare(other.name));
  expect(seen).toEqual([
    { name: 'a.py', unsaved: true },
    { name: 'b.py', unsaved: false },
    { name: 'c.py', unsaved: true },
  ]);
});

describe.runIf(canMount())('on a full disk', () => {
  test('appending fails, what was there stays, and a new log goes on when there is room', async () => {
    const { folder, fill, clear } = await diskWithLeft(1_000_000);
    const store = openStore(folder);
    const window = await store.start(null);
    await window.append('doc-a', 0, beginning('a.py', 'safe'));
    fill();
    await expect(window.append('doc-a', 0, [typing(4, 'x'.repeat(100_000))])).rejects.toThrow('ENOSPC');
    await expect(window.append('doc-a', 1, beginning('a.py', 'y'.repeat(100_000)))).rejects.toThrow('ENOSPC');
    clear();
    await window.append('doc-a', 2, beginning('a.py', 'room again'));
    await store.close();
    expect(textsOf((await restoredBy(openStore(folder))).documents)).toEqual({ 'doc-a': 'room again' });
  });
});

test('a folder with a living owner stays its owner’s while the socket answers', async () => {
  const dataFolder = await temporaryFolder();
  const folder = join(storeFolder(dataFolder), 'living');
  await mkdir(join(folder, 'window', 'doc-a'), { recursive: true });
  const life = await showLife(folder, 1, systemClock);
  onTestFinished(() => life.end());
  await restoredBy(openStore(dataFolder));
  expect(await readdir(folder)).toContain('window');
});

async function logsIn(folder: string, pattern = /log-\d+$/): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile() && pattern.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}
