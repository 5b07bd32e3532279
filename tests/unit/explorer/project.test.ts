import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Host } from '../../../electron/host.ts';
import { canMount, diskWithLeft } from '../../support/full-disk.ts';
import { openFilesIn } from '../../support/open-files.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { createTestHost } from '../../support/test-host.ts';
import { openTestWindow, type TestWindow } from '../../support/test-window.ts';

interface BoardRootName {
  readonly kind: 'board';
  readonly boardId: string;
}
const computer = { kind: 'computer' } as const;

let host: Host;
let window: TestWindow;
let folder: string;
let documents: string;
let jobs = 0;

beforeEach(async () => {
  host = await createTestHost();
  window = openTestWindow(host);
  folder = host.workspace.folder;
  documents = dirname(folder);
  await mkdir(folder, { recursive: true });
});

const code = (name: string) => ({ code: name });
const takeHome = (
  path: string,
  overwrite = false,
  root: { kind: 'computer' } | BoardRootName = computer,
) => ({
  job: `job-${jobs++}`,
  root,
  path,
  overwrite,
});
const openZip = (path: string) => ({ job: `job-${jobs++}`, zip: { kind: 'local', path } as const });

interface MadeEntry {
  readonly name: string;
  readonly text?: string;
  /** Unix mode, for links. */
  readonly mode?: number;
  /** What the zip says the size is, if it lies. */
  readonly saidSize?: number;
  readonly encrypted?: boolean;
}

/** A zip made by hand, entry by entry, because no good library makes bad ones. */
async function badZip(name: string, entries: readonly MadeEntry[]): Promise<string> {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name: inner, text = '', mode = 0o100644, saidSize, encrypted = false } of entries) {
    const content = Buffer.from(text);
    const packed = deflateRawSync(content);
    const label = Buffer.from(inner);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x800 | (encrypted ? 1 : 0), 2); // names are UTF-8
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(saidSize ?? content.length, 18);
    common.writeUInt16LE(label.length, 22);
    local.push(Buffer.from('PK\x03\x04', 'latin1'), common, label, packed);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE((mode << 16) >>> 0, 6);
    rest.writeUInt32LE(offset, 10);
    central.push(Buffer.from('PK\x01\x02\x14\x03', 'latin1'), common, rest, label);
    offset += 4 + common.length + label.length + packed.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  const path = join(await temporaryFolder(), name);
  await writeFile(path, Buffer.concat([...local, directory, Buffer.from('PK\x05\x06', 'latin1'), end]));
  return path;
}

describe('taking home', () => {
  test('packs a project so that it comes back whole, in a new folder that is opened', async () => {
    await mkdir(join(folder, 'lib', 'empty'), { recursive: true });
    await writeFile(join(folder, 'größe 灯.py'), 'x = 1\n');
    await writeFile(
      join(folder, 'lib', 'noise.bin'),
      Uint8Array.from({ length: 70_000 }, (_, at) => at * 7),
    );
    await writeFile(join(folder, '.hidden'), '');
    await symlink('/etc/passwd', join(folder, 'link.txt'));
    const zip = join(folder, 'Nibble.zip');
    expect(await window.value('project.takeHome', takeHome(zip))).toEqual({ files: 2, leftOut: 0 });
    const { folder: made, files } = await window.value('project.openZip', openZip(zip));
    expect(files).toBe(2);
    expect(made).toBe(join(documents, 'Nibble_2'));
    expect((await readdir(made, { recursive: true })).sort()).toEqual([
      'größe 灯.py',
      'lib',
      'lib/empty',
      'lib/noise.bin',
    ]);
    expect(await readFile(join(made, 'lib', 'noise.bin'))).toEqual(
      await readFile(join(folder, 'lib', 'noise.bin')),
    );
    expect(host.workspace.folder).toBe(made);
    expect(window.seen('workspace.changed').at(-1)).toEqual({ folder: made });
  });

  test('packs all files of a board, but none with a name that a zip could not bring back', async () => {
    const [simulator] = await window.value('board.list', {});
    const boardId = simulator!.id;
    await window.value('board.connect', { boardId });
    await window.value('explorer.makeFolder', { root: { kind: 'board', boardId }, path: 'lib' });
    for (const path of ['/main.py', '/lib/servo.py']) {
      await window.value('board.files.write', { boardId, path, text: `# ${path}\n` });
    }
    await window.value('board.run', { boardId, source: "open('a:b.txt', 'w').close()", fileName: 'a.py' });
    const zip = join(documents, 'pico.zip');
    expect(await window.value('project.takeHome', takeHome(zip, false, { kind: 'board', boardId }))).toEqual({
      files: 2,
      leftOut: 1,
    });
    const { folder: made } = await window.value('project.openZip', openZip(zip));
    expect((await readdir(made, { recursive: true })).sort()).toEqual(['lib', 'lib/servo.py', 'main.py']);
    expect(await readFile(join(made, 'lib', 'servo.py'), 'utf8')).toBe('# /lib/servo.py\n');
  });

  test('asks before a zip is replaced, and does not pack the old one', async () => {
    await writeFile(join(folder, 'a.py'), '');
    const zip = join(folder, 'home.zip');
    await window.value('project.takeHome', takeHome(zip));
    expect(await window.problem('project.takeHome', takeHome(zip))).toMatchObject(code('file-exists'));
    expect(await window.value('project.takeHome', takeHome(zip, true))).toEqual({ files: 1, leftOut: 0 });
    expect(await window.problem('project.takeHome', takeHome('relative.zip'))).toMatchObject(
      code('file-bad-name'),
    );
  });

  test('can be cancelled: no half a zip is left, and the file on its way is closed', async () => {
    await writeFile(join(folder, 'log.txt'), randomBytes(40_000_000));
    const job = takeHome(join(documents, 'home.zip'));
    const packing = window.problem('project.takeHome', job);
    await window.until(() => window.seen('explorer.progress').length > 0);
    await window.value('explorer.cancel', { job: job.job });
    expect(await packing).toMatchObject(code('cancelled'));
    expect(await readdir(documents)).toEqual(['Nibble']);
    if (process.platform === 'linux') await expect.poll(() => openFilesIn(documents)).toEqual([]);
  });

  test.skipIf(!canMount())('on a full disk leaves no half a zip (needs root to mount one)', async () => {
    const { folder: stick, fill } = await diskWithLeft(64 * 1024);
    await writeFile(
      join(folder, 'a.bin'),
      Uint8Array.from({ length: 200_000 }, () => Math.random() * 256),
    );
    fill();
    expect(await window.problem('project.takeHome', takeHome(join(stick, 'a.zip')))).toMatchObject(
      code('file-disk-full'),
    );
    expect((await readdir(stick)).filter((name) => !name.startsWith('filler'))).toEqual([]);
  });
});

describe('opening a zip', () => {
  test('that was dropped takes none from outside of what was dropped', async () => {
    await writeFile(join(documents, 'a.zip'), 'x');
    const { drop } = await window.value('explorer.drop', {});
    const path = `${'../'.repeat(32)}${join(documents, 'a.zip').slice(1)}`;
    const zip = { kind: 'dropped', drop, path };
    expect(await window.problem('project.openZip', { job: 'out', zip })).toMatchObject(code('file-outside'));
  });

  test('takes the one folder in it for the project, else the name of the zip', async () => {
    const one = await badZip('download.zip', [{ name: 'rover/' }, { name: 'rover/a.py', text: 'a' }]);
    expect(basename((await window.value('project.openZip', openZip(one))).folder)).toBe('rover');
    const many = await badZip('my robot.zip', [
      { name: 'a.py' },
      { name: '__MACOSX/a.py' },
      { name: 'b/c.py' },
    ]);
    const { folder: made, files } = await window.value('project.openZip', openZip(many));
    expect([basename(made), files]).toEqual(['my robot', 2]);
  });

  test.each<[string, readonly MadeEntry[], string]>([
    ['leads out', [{ name: 'a.py' }, { name: '../../evil.py' }], 'zip-unsafe'],
    ['leads out the Windows way', [{ name: '..\\..\\evil.py' }], 'zip-unsafe'],
    ['has an absolute path', [{ name: '/tmp/evil.py' }], 'zip-unsafe'],
    ['names a drive', [{ name: 'C:\\evil.py' }], 'zip-unsafe'],
    ['holds a link', [{ name: 'a', text: '/etc', mode: 0o120777 }, { name: 'a/evil.py' }], 'zip-unsafe'],
    ['has a name kept by Windows', [{ name: 'con.py' }], 'zip-unsafe'],
    ['has a control character', [{ name: 'a\u0007.py' }], 'zip-unsafe'],
    ['says that it holds too much', [{ name: 'a.bin', saidSize: 2_000_000_000 }], 'zip-too-large'],
    ['holds more than it says', [{ name: 'a.bin', text: 'x'.repeat(100_000), saidSize: 10 }], 'zip-broken'],
    ['holds too many files', Array.from({ length: 5001 }, (_, at) => ({ name: `${at}` })), 'zip-too-large'],
    ['is protected', [{ name: 'a.py', text: 'secret', encrypted: true }], 'zip-encrypted'],
    ['is empty', [], 'zip-empty'],
  ])('that %s is refused as a whole', async (_what, entries, problem) => {
    const zip = await badZip('bad.zip', entries);
    expect(await window.problem('project.openZip', openZip(zip))).toMatchObject(code(problem));
    expect(await readdir(documents)).toEqual(['Nibble']);
    expect(host.workspace.folder).toBe(folder);
  });

  test('that is none is refused', async () => {
    const path = join(await temporaryFolder(), 'a.zip');
    await writeFile(path, 'print(1)');
    expect(await window.problem('project.openZip', openZip(path))).toMatchObject(code('zip-broken'));
    expect(await window.problem('project.openZip', openZip(`${path}.gone`))).toMatchObject(
      code('file-not-found'),
    );
  });
});

test('opening a folder makes it the workspace; what is none is refused', async () => {
  const other = await temporaryFolder();
  await writeFile(join(other, 'a.py'), '');
  await window.value('project.open', { path: other });
  expect(host.settings.current.workspace).toBe(other);
  expect((await window.value('workspace.list', { path: '' })).entries).toMatchObject([{ name: 'a.py' }]);
  expect(await window.problem('project.open', { path: join(other, 'a.py') })).toMatchObject(
    code('project-no-folder'),
  );
  expect(await window.problem('project.open', { path: join(other, 'gone') })).toMatchObject(
    code('folder-not-found'),
  );
});
