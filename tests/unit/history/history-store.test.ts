import { mkdir, readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { HistoryFile, Problem } from '../../../electron/api.ts';
import { HistoryStore, type HistoryOptions } from '../../../electron/history/history-store.ts';
import { usualLimits } from '../../../electron/history/history-limits.ts';
import { canMount, diskWithLeft } from '../../support/full-disk.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { createTestHost } from '../../support/test-host.ts';
import { openTestWindow } from '../../support/test-window.ts';

const blink: HistoryFile = { kind: 'computer', path: '/home/ada/Documents/Nibble/blink.py' };

/** A history whose date is moved by hand. */
async function openHistory(options: Partial<HistoryOptions> = {}) {
  const dataFolder = options.dataFolder ?? (await temporaryFolder());
  const problems: Problem[] = [];
  const calendar = { now: Date.UTC(2026, 10, 22, 10) };
  const store = new HistoryStore({
    dataFolder,
    today: () => (calendar.now += 1000),
    told: (problem) => problems.push(problem),
    ...options,
  });
  onTestFinished(() => store.close());
  const run = (text: string, mark: 'worked' | 'error' | 'stopped' | null, file = blink) =>
    store.started(file, text).ended(mark);
  const marks = async (file = blink) =>
    Promise.all(
      (await store.list(file)).map(async ({ id, mark }) => `${await store.read(file, id)}: ${mark}`),
    );
  return { store, problems, calendar, run, marks, dataFolder };
}

/** Where the only history of a data folder is. */
async function onlyFolder(dataFolder: string): Promise<string> {
  const [folder, ...others] = await readdir(join(dataFolder, 'history'));
  expect(others).toEqual([]);
  return join(dataFolder, 'history', folder!);
}

const versionsIn = async (folder: string) => (await readdir(folder)).filter((name) => name.endsWith('.gz'));

describe('the history of a file', () => {
  test('has every text that was run or saved, the newest first, with what became of it', async () => {
    const { store, run, marks } = await openHistory();
    await store.saved(blink, 'one');
    await run('two', 'worked');
    await run('three', 'error');
    await run('four', 'stopped');
    store.started(blink, 'five');
    expect(await marks()).toEqual([
      'five: started',
      'four: stopped',
      'three: error',
      'two: worked',
      'one: saved',
    ]);
  });

  test('has the same text once: with its last run, whatever was saved since', async () => {
    const { store, run, marks, dataFolder } = await openHistory();
    await store.saved(blink, 'one');
    await run('one', 'error');
    await run('two', 'worked');
    await run('one', 'worked');
    await store.saved(blink, 'one');
    expect(await marks()).toEqual(['one: worked', 'two: worked']);
    expect(await versionsIn(await onlyFolder(dataFolder))).toHaveLength(2);
  });

  test('does not mind line ends', async () => {
    const { store, run, marks } = await openHistory();
    await run('a\nb\n', 'worked');
    await store.saved(blink, '\ufeffa\r\nb\r\n');
    expect(await marks()).toEqual(['a\nb\n: worked']);
  });

  test('says what a text was before when it could not be run', async () => {
    const { run, marks } = await openHistory();
    await run('one', 'worked');
    await run('one', null);
    await run('two', null);
    expect(await marks()).toEqual(['two: saved', 'one: worked']);
  });

  test('knows when it worked last, with another text than now', async () => {
    const { store, run } = await openHistory();
    expect(await store.lastWorking(blink, 'x')).toBeNull();
    await run('worked', 'worked');
    await run('blinked until Stop', 'stopped');
    await run('broken', 'error');
    expect(await store.lastWorking(blink, 'broken')).toMatchObject({ text: 'blinked until Stop' });
    expect(await store.lastWorking(blink, 'blinked until Stop')).toMatchObject({ text: 'worked' });
  });

  test('is its own: of a computer, of each board, of a text that was never saved', async () => {
    const { store, run, marks } = await openHistory();
    const files: HistoryFile[] = [
      blink,
      { kind: 'board', boardId: 'simulator', path: '/blink.py' },
      { kind: 'board', boardId: 'E661', path: '/blink.py' },
      { kind: 'nowhere', name: 'blink.py' },
    ];
    for (const [index, file] of files.entries()) await run(`text ${index}`, 'worked', file);
    for (const [index, file] of files.entries()) expect(await marks(file)).toEqual([`text ${index}: worked`]);
    const saved: HistoryFile = { kind: 'computer', path: '/home/ada/new.py' };
    await store.saved(saved, 'text 3');
    await store.moved(files[3]!, saved);
    expect(await marks(files[3])).toEqual([]);
    expect(await marks(saved)).toEqual(['text 3: worked']);
  });

  test('goes with a renamed file, and with everything in a renamed folder', async () => {
    const { store, run, marks } = await openHistory();
    const inLib = (folder: string, name: string): HistoryFile => ({
      kind: 'computer',
      path: `/n/${folder}/${name}`,
    });
    await run('servo', 'worked', inLib('lib', 'servo.py'));
    await run('led', 'error', inLib('lib', 'led.py'));
    await run('other', 'worked', inLib('library', 'servo.py'));
    await store.moved({ kind: 'computer', path: '/n/lib' }, { kind: 'computer', path: '/n/parts' });
    expect(await marks(inLib('parts', 'servo.py'))).toEqual(['servo: worked']);
    expect(await marks(inLib('parts', 'led.py'))).toEqual(['led: error']);
    expect(await marks(inLib('library', 'servo.py'))).toEqual(['other: worked']);
    await store.moved(inLib('parts', 'servo.py'), inLib('library', 'servo.py'));
    expect(await marks(inLib('library', 'servo.py'))).toEqual(['other: worked', 'servo: worked']);
  });

  test('is there again after the next start', async () => {
    const { run, dataFolder } = await openHistory();
    await run('one', 'worked');
    expect(await (await openHistory({ dataFolder })).marks()).toEqual(['one: worked']);
  });
});

describe('histories stay small', () => {
  test('in number; the last that ran well stays', async () => {
    const { run, marks } = await openHistory({ limits: { ...usualLimits, versions: 3 } });
    await run('worked', 'worked');
    for (const text of ['a', 'b', 'c', 'd']) await run(text, 'error');
    expect(await marks()).toEqual(['d: error', 'c: error', 'worked: worked']);
  });

  test('in age', async () => {
    const { run, marks, calendar } = await openHistory({ limits: { ...usualLimits, age: 60_000 } });
    await run('old', 'error');
    await run('worked', 'stopped');
    calendar.now += 100_000;
    await run('new', 'error');
    expect(await marks()).toEqual(['new: error', 'worked: stopped']);
  });

  test('in bytes, over all files: the oldest go, those worth most the last', async () => {
    const dataFolder = await temporaryFolder();
    const { run } = await openHistory({ dataFolder });
    const other: HistoryFile = { kind: 'nowhere', name: 'other.py' };
    const text = (seed: number) =>
      fc.sample(fc.string({ minLength: 3000, maxLength: 3000 }), { seed, numRuns: 1 })[0]!;
    await run(text(1), 'error', other);
    await run(text(2), 'worked', other);
    for (let seed = 3; seed < 8; seed++) await run(text(seed), 'error');
    const again = await openHistory({ dataFolder, limits: { ...usualLimits, bytes: 12_000 } });
    await again.store.saved({ kind: 'nowhere', name: 'tiny.py' }, 'x');
    expect((await again.store.list(other)).map(({ mark }) => mark)).toEqual(['worked']);
    expect((await again.store.list(blink)).length).toBeLessThan(5);
    expect((await again.store.list(blink)).length).toBeGreaterThan(0);
  });

  test('and compressed', async () => {
    const { run, dataFolder } = await openHistory();
    await run('print("Hello")\n'.repeat(10_000), 'worked');
    const folder = await onlyFolder(dataFolder);
    expect((await readFile(join(folder, (await versionsIn(folder))[0]!))).length).toBeLessThan(2000);
  });

  test('texts that are no programs have none', async () => {
    const { run, marks, problems } = await openHistory();
    await run('x'.repeat(usualLimits.characters + 1), 'worked');
    expect(await marks()).toEqual([]);
    expect(problems).toEqual([]);
  });
});

describe('a damaged history', () => {
  test('costs only the version that is cut off', async () => {
    const { store, run, dataFolder, problems } = await openHistory();
    await run('one', 'worked');
    await run('two', 'worked');
    const folder = await onlyFolder(dataFolder);
    const [version] = await store.list(blink);
    const file = (await versionsIn(folder)).find((name) => name.includes(version!.id))!;
    await truncate(join(folder, file), 10);
    await expect(store.read(blink, version!.id)).rejects.toMatchObject({
      problem: { code: 'version-damaged' },
    });
    expect(await store.lastWorking(blink, 'three')).toMatchObject({ text: 'one' });
    expect(problems).toEqual([]);
  });

  test('full of noise is read as far as it goes, and keeps what comes', async () => {
    const { store, run, dataFolder } = await openHistory();
    await run('one', 'worked');
    const folder = await onlyFolder(dataFolder);
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 200 }),
        fc.stringMatching(/^[a-z0-9.-]{1,40}$/),
        async (bytes, name) => {
          await writeFile(join(folder, `${name}.gz`), bytes);
          await writeFile(join(folder, 'file.json'), bytes);
          await writeFile(join(folder, `99-worked-1-${'a'.repeat(32)}.gz`), bytes);
          expect(await store.lastWorking(blink, 'x')).toMatchObject({ text: 'one' });
        },
      ),
      { numRuns: 40, seed: 3 },
    );
    await run('two', 'error');
    expect((await store.list(blink))[0]).toMatchObject({ mark: 'error' });
    await store.moved(blink, { kind: 'computer', path: '/elsewhere.py' });
    expect((await store.list({ kind: 'computer', path: '/elsewhere.py' }))[0]).toMatchObject({
      mark: 'error',
    });
  });

  test('that grows without end when it is opened is refused', async () => {
    const { store, dataFolder, run } = await openHistory();
    await run('one', 'worked');
    const { gzipSync } = await import('node:zlib');
    const id = 'b'.repeat(32);
    const name = join(await onlyFolder(dataFolder), `5-worked-1-${id}.gz`);
    await writeFile(name, gzipSync(Buffer.alloc(60_000_000)));
    await expect(store.read(blink, id)).rejects.toMatchObject({ problem: { code: 'version-damaged' } });
  });

  test('of a newer Nibble is left alone and said', async () => {
    const { store, run, dataFolder, problems } = await openHistory();
    await run('one', 'worked');
    const folder = await onlyFolder(dataFolder);
    await writeFile(join(folder, 'file.json'), '{"format": 2, "file": {"kind": "cloud"}}');
    const before = await readdir(folder);
    await run('two', 'worked');
    await expect(store.list(blink)).rejects.toMatchObject({ problem: { code: 'history-newer' } });
    expect(await readdir(folder)).toEqual(before);
    expect(problems).toMatchObject([{ code: 'history-newer' }]);
  });

  test('where the folder should be is a file: said once, and nobody is kept from running', async () => {
    const dataFolder = await temporaryFolder();
    await writeFile(join(dataFolder, 'history'), '');
    const { run, problems, store } = await openHistory({ dataFolder });
    await run('one', 'worked');
    await store.saved(blink, 'two');
    expect(problems).toMatchObject([{ code: 'history-not-kept' }]);
    await expect(store.list(blink)).rejects.toMatchObject({ problem: { code: 'history-unreadable' } });
  });

  test.skipIf(!canMount())('on a full disk keeps what it had', async () => {
    const { folder, fill } = await diskWithLeft(128 * 1024);
    const { run, marks, problems } = await openHistory({ dataFolder: folder });
    await run('one', 'worked');
    fill();
    await run(
      fc.sample(fc.string({ minLength: 9000, maxLength: 9000 }), { seed: 1, numRuns: 1 })[0]!,
      'error',
    );
    expect(problems).toMatchObject([{ code: 'history-not-kept' }]);
    expect(await marks()).toEqual(['one: worked']);
  });
});

describe('a window', () => {
  test('gets a history by running, saving and renaming', async () => {
    const folder = await temporaryFolder();
    const host = await createTestHost({ documentsFolder: folder });
    const window = openTestWindow(host);
    const path = join(folder, 'Nibble', 'blink.py');
    const file = { kind: 'computer', path } as const;
    await window.value('board.connect', { boardId: 'simulator' });
    const run = (source: string) =>
      window.value('board.run', { boardId: 'simulator', source, fileName: 'blink.py', file });
    await run('print(1)');
    await run('print(1/0)');
    await window.value('local.write', {
      path,
      text: 'print(2)',
      format: { lineEnd: '\r\n', byteOrderMark: true },
      version: null,
      overwrite: false,
    });
    const versions = await window.value('history.list', { file });
    expect(versions.map(({ mark }) => mark)).toEqual(['saved', 'error', 'worked']);
    expect(await window.value('history.lastWorking', { file, text: 'print(1/0)' })).toMatchObject({
      text: 'print(1)',
    });

    const onBoard = (path: string) => ({ kind: 'board', boardId: 'simulator', path }) as const;
    await window.value('board.files.write', { boardId: 'simulator', path: '/a.py', text: 'a = 1\r\n' });
    const root = { kind: 'board', boardId: 'simulator' } as const;
    await window.value('explorer.rename', { root, path: 'a.py', to: 'b.py' });
    const [version] = await window.value('history.list', { file: onBoard('/b.py') });
    expect(await window.value('history.read', { file: onBoard('/b.py'), id: version!.id })).toEqual({
      text: 'a = 1\n',
    });
    expect(await window.value('history.list', { file: onBoard('/a.py') })).toEqual([]);
  });

  test('finds what it edited on a board, and what it copied over, in the history', async () => {
    const folder = await temporaryFolder();
    const window = openTestWindow(await createTestHost({ documentsFolder: folder }));
    const boardId = 'simulator';
    const board = { kind: 'board', boardId } as const;
    await window.value('board.connect', { boardId });
    const program = `
for name in 'edited', 'replaced':
    with open(name + '.py', 'w') as file:
        file.write('# ' + name + ' before')`;
    await window.value('board.run', { boardId, source: program, fileName: 'a.py' });
    const history = async (path: string) => {
      const file = { ...board, path };
      const versions = await window.value('history.list', { file });
      const texts = versions.map(({ id }) => window.value('history.read', { file, id }));
      return (await Promise.all(texts)).map(({ text }, index) => `${versions[index]!.mark}: ${text}`).sort();
    };

    const opened = await window.value('board.files.read', { boardId, path: '/edited.py' });
    const edited = { boardId, path: '/edited.py', text: '# now', replaces: opened.hash };
    await window.value('board.files.write', edited);
    expect(await history('/edited.py')).toEqual(['found: # edited before', 'saved: # now']);
    await window.value('board.files.read', { boardId, path: '/edited.py' });
    expect(await history('/edited.py')).toEqual(['found: # edited before', 'saved: # now']);

    await mkdir(join(folder, 'Nibble'), { recursive: true });
    await writeFile(join(folder, 'Nibble', 'replaced.py'), '# now');
    await window.value('explorer.transfer', {
      job: 'copying',
      from: { kind: 'computer' },
      paths: ['replaced.py'],
      to: board,
      folder: '',
      move: false,
      decisions: { 'replaced.py': 'replace' },
    });
    expect(await history('/replaced.py')).toEqual(['found: # replaced before']);
  });

  test('cannot reach beyond the histories', async () => {
    const window = openTestWindow(await createTestHost());
    const file = { kind: 'nowhere', name: 'x.py' };
    expect(await window.problem('history.read', { file, id: '../../settings' })).toMatchObject({
      code: 'request-invalid',
    });
    expect(await window.problem('history.read', { file, id: 'a'.repeat(32) })).toMatchObject({
      code: 'version-gone',
    });
  });
});
