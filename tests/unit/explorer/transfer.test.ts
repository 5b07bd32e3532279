import { appendFile, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Host } from '../../../electron/host.ts';
import type { RequestParameters } from '../../../electron/api.ts';
import { freeName } from '../../../electron/free-name.ts';
import { canMount, diskWithLeft } from '../../support/full-disk.ts';
import { createTestHost } from '../../support/test-host.ts';
import { openTestWindow, type TestWindow } from '../../support/test-window.ts';

const computer = { kind: 'computer' } as const;

/** A host with a simulated board, and a workspace to work in. */
let host: Host;
let window: TestWindow;
let folder: string;
let board: { kind: 'board'; boardId: string };
let jobs = 0;

beforeEach(async () => {
  host = await createTestHost();
  window = openTestWindow(host);
  folder = host.workspace.folder;
  await mkdir(join(folder, 'lib', 'deep'), { recursive: true });
  await writeFile(join(folder, 'servo.py'), 'angle = 90\n');
  await writeFile(join(folder, 'lib', 'motor.py'), 'speed = 1\n');
  await writeFile(
    join(folder, 'lib', 'deep', 'data.bin'),
    Uint8Array.from({ length: 9000 }, (_, at) => at),
  );
  const [simulator] = await window.value('board.list', {});
  board = { kind: 'board', boardId: simulator!.id };
  await window.value('board.connect', { boardId: board.boardId });
});

type Transfer = Omit<RequestParameters<'explorer.transfer'>, 'job' | 'move' | 'decisions'> &
  Partial<RequestParameters<'explorer.transfer'>>;

const transfer = (parameters: Transfer) =>
  window.value('explorer.transfer', { job: `job-${jobs++}`, move: false, decisions: {}, ...parameters });
const plan = (parameters: Omit<Transfer, 'decisions'>) =>
  window.value('explorer.plan', { job: `job-${jobs++}`, move: false, ...parameters });
const onBoard = async (path: string) =>
  (await window.value('board.files.read', { boardId: board.boardId, path })).text;
const namesOnBoard = async (path: string) =>
  (await window.value('board.files.list', { boardId: board.boardId, path })).map(({ name }) => name);

describe('copying', () => {
  test('puts files and whole folders on the board, and brings them back byte for byte', async () => {
    const there = { from: computer, paths: ['servo.py', 'lib'], to: board, folder: '' };
    expect(await plan(there)).toEqual({ files: 3, conflicts: [] });
    expect(await transfer(there)).toEqual({ done: 3, skipped: 0, leftOut: 0, cancelled: false });
    expect(await onBoard('/lib/motor.py')).toBe('speed = 1\n');
    await mkdir(join(folder, 'back'));
    await transfer({ from: board, paths: ['lib'], to: computer, folder: 'back' });
    expect(await readFile(join(folder, 'back', 'lib', 'deep', 'data.bin'))).toEqual(
      await readFile(join(folder, 'lib', 'deep', 'data.bin')),
    );
    expect(window.seen('explorer.progress')[0]).toMatchObject({ files: 3, name: 'servo.py', share: 0 });
  });

  test('replaces, keeps both or skips as was said, and merges folders', async () => {
    const there = { from: computer, paths: ['servo.py', 'lib'], to: board, folder: '' };
    await transfer(there);
    await writeFile(join(folder, 'servo.py'), 'angle = 45\n');
    await writeFile(join(folder, 'lib', 'motor.py'), 'speed = 2\n');
    await writeFile(join(folder, 'lib', 'new.py'), 'new\n');
    const { conflicts } = await plan(there);
    expect(conflicts.map(({ path }) => path)).toEqual(['servo.py', 'lib/deep/data.bin', 'lib/motor.py']);

    // Nothing was said, so nothing is replaced; what is new comes.
    expect(await transfer(there)).toMatchObject({ done: 1, skipped: 3 });
    expect(await onBoard('/servo.py')).toBe('angle = 90\n');
    expect(await onBoard('/lib/new.py')).toBe('new\n');

    const decisions = { 'servo.py': 'replace', 'lib/motor.py': 'keep-both' } as const;
    await transfer({ ...there, decisions });
    expect(await onBoard('/servo.py')).toBe('angle = 45\n');
    expect(await onBoard('/lib/motor.py')).toBe('speed = 1\n');
    expect(await onBoard('/lib/motor_2.py')).toBe('speed = 2\n');
  });

  test('into the same folder makes a second one', async () => {
    await transfer({ from: computer, paths: ['servo.py', 'lib'], to: computer, folder: '' });
    await transfer({ from: computer, paths: ['servo.py'], to: computer, folder: '' });
    expect(await readdir(folder)).toEqual(['lib', 'lib_2', 'servo.py', 'servo_2.py', 'servo_3.py']);
    expect(await readdir(join(folder, 'lib_2'))).toEqual(['deep', 'motor.py']);
  });

  test('never puts a file in the place of a folder, nor a folder into itself', async () => {
    await mkdir(join(folder, 'lib', 'servo.py'));
    const over = { from: computer, paths: ['servo.py'], to: computer, folder: 'lib' };
    expect((await plan(over)).conflicts).toEqual([{ path: 'lib/servo.py', replaceable: false }]);
    expect(await transfer({ ...over, decisions: { 'lib/servo.py': 'replace' } })).toMatchObject({
      skipped: 1,
    });
    const itself = { job: 'itself', from: computer, paths: ['lib'], to: computer, folder: 'lib/deep' };
    expect(await window.problem('explorer.plan', { ...itself, move: false })).toMatchObject({
      code: 'copy-into-itself',
    });
  });

  test('leaves links out, and says so', async () => {
    await symlink('/etc', join(folder, 'lib', 'way-out'));
    expect(await transfer({ from: computer, paths: ['lib'], to: board, folder: '' })).toMatchObject({
      done: 2,
      leftOut: 1,
    });
    expect(await namesOnBoard('/lib')).toEqual(['deep', 'motor.py']);
  });

  test.skipIf(process.platform === 'win32')(
    'leaves out what has a name that no file could have everywhere (needs a system that allows such names)',
    async () => {
      await writeFile(join(folder, 'lib', 'a:b.py'), '');
      await mkdir(join(folder, 'lib', 'con'));
      await writeFile(join(folder, 'lib', 'con', 'inside.py'), '');
      expect(await transfer({ from: computer, paths: ['lib'], to: board, folder: '' })).toMatchObject({
        done: 2,
        leftOut: 2,
      });
      expect(await namesOnBoard('/lib')).toEqual(['deep', 'motor.py']);
    },
  );

  test('ends with a full board in words, and the old file is whole', async () => {
    await transfer({ from: computer, paths: ['servo.py'], to: board, folder: '' });
    await writeFile(join(folder, 'servo.py'), Buffer.alloc(2_000_000, 'x'));
    const decisions = { 'servo.py': 'replace' } as const;
    const result = await transfer({ from: computer, paths: ['servo.py'], to: board, folder: '', decisions });
    expect(result).toMatchObject({ done: 0, problem: { code: 'board-file-full' } });
    expect(await onBoard('/servo.py')).toBe('angle = 90\n');
  });

  test('says which file changed while it was being copied, and copies no half of it', async () => {
    const log = join(folder, 'log.csv');
    await writeFile(log, 'x'.repeat(3_000_000));
    const copying = transfer({ from: computer, paths: ['log.csv'], to: computer, folder: 'lib' });
    let copied = false;
    void copying.then(() => (copied = true));
    while (!copied) await appendFile(log, 'more\n');
    expect(await copying).toMatchObject({ done: 0, problem: { code: 'file-changed-while-copied' } });
    expect(await readdir(join(folder, 'lib'))).toEqual(['deep', 'motor.py']);
  });

  test('can be cancelled: what is there is whole', async () => {
    for (let number = 0; number < 300; number++) {
      await writeFile(join(folder, 'lib', `${number}.txt`), 'x'.repeat(2000));
    }
    const ending = transfer({ job: 'long', from: computer, paths: ['lib'], to: board, folder: '' });
    await window.until(() => window.seen('explorer.progress').some(({ done }) => done > 0));
    await window.value('explorer.cancel', { job: 'long' });
    const { cancelled, done } = await ending;
    expect(cancelled).toBe(true);
    expect(done).toBeLessThan(302);
    for (const { name, kind, size } of await window.value('board.files.list', {
      boardId: board.boardId,
      path: '/lib',
    })) {
      if (kind === 'file' && name.endsWith('.txt')) expect(size).toBe(2000);
    }
  });

  test('can be cancelled while it is still being planned', async () => {
    for (let number = 0; number < 300; number++) await writeFile(join(folder, 'lib', `${number}.txt`), 'x');
    const what = { from: computer, paths: ['lib'], to: board, folder: '', move: false };
    const planning = window.problem('explorer.plan', { job: 'planned', ...what });
    await window.value('explorer.cancel', { job: 'planned' });
    expect(await planning).toMatchObject({ code: 'cancelled' });
  });

  test.skipIf(!canMount())(
    'stops at a full disk with the old file whole (needs root to mount one)',
    async () => {
      const { folder: stick, fill } = await diskWithLeft(1024 * 1024);
      await writeFile(join(stick, 'a.bin'), 'old');
      await mkdir(join(stick, 'big'));
      await writeFile(join(stick, 'big', 'a.bin'), Buffer.alloc(300_000));
      await window.value('project.open', { path: stick });
      fill();
      const decisions = { 'a.bin': 'replace' } as const;
      expect(
        await transfer({ from: computer, paths: ['big/a.bin'], to: computer, folder: '', decisions }),
      ).toMatchObject({ done: 0, problem: { code: 'file-disk-full' } });
      expect(await readFile(join(stick, 'a.bin'), 'utf8')).toBe('old');
    },
  );
});

describe('moving', () => {
  test('on this computer keeps the file, and tells every window where it went', async () => {
    const { ino } = await stat(join(folder, 'servo.py'));
    await transfer({ from: computer, paths: ['servo.py'], to: computer, folder: 'lib', move: true });
    expect((await stat(join(folder, 'lib', 'servo.py'))).ino).toBe(ino);
    expect(window.seen('explorer.moved')).toEqual([
      {
        root: computer,
        moves: [{ from: join(folder, 'servo.py'), to: join(folder, 'lib', 'servo.py') }],
      },
    ]);
  });

  test('from one place to another removes each file once it is there, and nothing that stayed behind', async () => {
    await writeFile(join(folder, 'lib', '.hidden'), 'stays');
    await transfer({ from: computer, paths: ['lib', 'servo.py'], to: board, folder: '', move: true });
    expect(await namesOnBoard('/lib/deep')).toEqual(['data.bin']);
    expect(await readdir(folder)).toEqual(['lib']);
    expect(await readdir(join(folder, 'lib'))).toEqual(['.hidden']);
  });

  test('on a board too; a folder that is there takes up what comes', async () => {
    await transfer({ from: computer, paths: ['lib', 'servo.py'], to: board, folder: '' });
    await window.value('explorer.makeFolder', { root: board, path: 'more' });
    await transfer({ from: board, paths: ['lib'], to: board, folder: 'more' });
    await writeFile(join(folder, 'lib', 'extra.py'), '');
    await transfer({ from: computer, paths: ['lib/extra.py'], to: board, folder: 'lib' });
    const decisions = { 'more/lib/motor.py': 'replace', 'more/lib/deep/data.bin': 'skip' } as const;
    await transfer({ from: board, paths: ['lib'], to: board, folder: 'more', move: true, decisions });
    expect(await namesOnBoard('/more/lib')).toEqual(['deep', 'extra.py', 'motor.py']);
    // What was skipped stays where it was, and the folders that hold it.
    expect(await namesOnBoard('/lib')).toEqual(['deep']);
  });
});

test('a free name can be imported, and stays within 255 bytes', async () => {
  const taken = new Set(['a.py', 'a_2.py', `${'é'.repeat(126)}.py`]);
  const isTaken = (name: string): boolean => taken.has(name);
  expect(await freeName('a.py', isTaken)).toBe('a_3.py');
  expect(await freeName('a_2.py', isTaken)).toBe('a_3.py');
  expect(await freeName('lib', isTaken)).toBe('lib_2');
  expect(await freeName('.hidden', isTaken)).toBe('.hidden_2');
  const long = await freeName(`${'é'.repeat(126)}.py`, isTaken);
  expect(Buffer.byteLength(long)).toBeLessThanOrEqual(255);
  expect(long).toMatch(/^é+_2\.py$/);
});
