import { chmod, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isPortableName } from '../../../electron/local-files/file-names.ts';
import { listFolder, readTextFile, writeTextFile } from '../../../electron/local-files/local-files.ts';
import { decodeText, encodeText } from '../../../electron/local-files/text-format.ts';
import { canMount, diskWithLeft } from '../../support/full-disk.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { createTestHost } from '../../support/test-host.ts';
import { openTestWindow } from '../../support/test-window.ts';
import { asOrdinaryUser } from '../../support/unprivileged.ts';

const plain = { lineEnd: '\n', byteOrderMark: false } as const;

/** Expects a problem of this code. */
const problem = (code: string) => ({ problem: { code } });

/** Writes a new file, or over the version given. */
const write = (path: string, text: string, version: string | null = null, overwrite = false) =>
  writeTextFile({ path, text, format: plain, version, overwrite });

describe('text', () => {
  test('keeps line ends and byte-order mark through any edit', () => {
    const line = fc.string({ unit: fc.constantFrom('a', 'é', ' ', '€'), maxLength: 5 });
    const format = fc.record({
      lineEnd: fc.constantFrom('\n' as const, '\r\n' as const),
      byteOrderMark: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(line, { minLength: 2 }), format, (lines, kept) => {
        const text = lines.join('\n');
        expect(decodeText(encodeText(text, kept))).toEqual({ text, format: kept });
      }),
    );
  });

  test.each([
    ['invalid UTF-8 and control characters', [0x61, 0xff, 0x02]],
    ['a NUL byte', [0x61, 0x00, 0x62]],
    ['half a character of UTF-16', [0xff, 0xfe, 0x61, 0x00, 0x62]],
  ])('is not what has %s', (_what, bytes) => {
    expect(decodeText(Uint8Array.from(bytes))).toBeNull();
  });

  test.each([
    ['utf-16', [0xff, 0xfe, 0x78, 0x00, 0xe9, 0x00], 'xé'],
    ['utf-16', [0xfe, 0xff, 0x00, 0x78, 0x00, 0xe9], 'xé'],
    ['windows-1252', [0x78, 0xe9, 0x80], 'xé€'],
    ['mixed-line-ends', [0x78, 0x0d, 0x0a, 0x79, 0x0a], 'x\ny\n'],
    [undefined, [0x78, 0xc3, 0xa9, 0x0a], 'xé\n'],
  ])('in another form is read, and said: %s', (rewritten, bytes, text) => {
    expect(decodeText(Uint8Array.from(bytes))).toMatchObject({ text });
    expect(decodeText(Uint8Array.from(bytes))?.rewritten).toBe(rewritten);
  });
});

describe('reading', () => {
  test('refuses kindly what is no text', async () => {
    const path = join(await temporaryFolder(), 'picture.png');
    await writeFile(path, Uint8Array.of(0x89, 0x50, 0, 1));
    await expect(readTextFile(path)).rejects.toMatchObject(problem('file-binary'));
    await writeFile(path, Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0));
    await expect(readTextFile(path)).rejects.toMatchObject({
      problem: { message: 'picture.png is a picture, not text.' },
    });
    await expect(readTextFile(join(path, '..'))).rejects.toMatchObject(problem('file-is-folder'));
    await expect(readTextFile(`${path}.gone`)).rejects.toMatchObject(problem('file-not-found'));
    await expect(readTextFile('relative.py')).rejects.toMatchObject(problem('file-bad-name'));
  });

  test('refuses what is too large to be a program', async () => {
    const path = join(await temporaryFolder(), 'large.txt');
    await writeFile(path, Buffer.alloc(10_000_001, 'x'));
    await expect(readTextFile(path)).rejects.toMatchObject(problem('file-too-large'));
  });

  test('says what this user may not read or look into', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'secret.py'), 'x', { mode: 0o600 });
    await mkdir(join(folder, 'closed'), { mode: 0o700 });
    await chmod(folder, 0o755);
    await asOrdinaryUser(async () => {
      if (process.getuid?.() !== 0) await chmod(join(folder, 'secret.py'), 0);
      await expect(readTextFile(join(folder, 'secret.py'))).rejects.toMatchObject(
        problem('file-not-allowed'),
      );
    });
    await asOrdinaryUser(() =>
      expect(listFolder('/root/never')).rejects.toMatchObject({
        problem: { code: expect.stringMatching(/^folder-/) },
      }),
    );
  });
});

describe('saving', () => {
  test('notices what another program changed, and asks', async () => {
    const path = join(await temporaryFolder(), 'a.py');
    const { version } = await write(path, 'one\n');
    await writeFile(path, 'changed elsewhere\n');
    await expect(write(path, 'two\n', version)).rejects.toMatchObject(problem('file-changed-elsewhere'));
    await expect(write(path, 'two\n', null)).rejects.toMatchObject(problem('file-exists'));
    expect(await readFile(path, 'utf8')).toBe('changed elsewhere\n');
    await write(path, 'two\n', version, true);
    expect(await readFile(path, 'utf8')).toBe('two\n');
  });

  test('into a read-only folder is a problem that loses nothing', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'a.py'), 'old');
    await chmod(folder, 0o555);
    await asOrdinaryUser(async () => {
      await expect(write(join(folder, 'new.py'), 'x')).rejects.toMatchObject(problem('file-read-only'));
      const { version } = await readTextFile(join(folder, 'a.py'));
      await expect(write(join(folder, 'a.py'), 'new', version)).rejects.toMatchObject(
        problem('file-read-only'),
      );
    });
    await chmod(folder, 0o755);
    expect(await readdir(folder)).toEqual(['a.py']);
    expect(await readFile(join(folder, 'a.py'), 'utf8')).toBe('old');
  });

  test.skipIf(!canMount())(
    'on a disk with room for half keeps the old file (needs root to mount one)',
    async () => {
      const { folder } = await diskWithLeft(128 * 1024);
      const path = join(folder, 'a.py');
      const { version } = await write(path, 'old\n');
      await expect(write(path, 'x'.repeat(200_000), version)).rejects.toMatchObject(
        problem('file-disk-full'),
      );
      expect(await readFile(path, 'utf8')).toBe('old\n');
      expect(await readdir(folder)).toEqual(['a.py']);
    },
  );

  test.skipIf(!canMount())('on a full disk keeps the old file (needs root to mount one)', async () => {
    const { folder, fill } = await diskWithLeft(256 * 1024);
    const path = join(folder, 'a.py');
    const { version } = await write(path, 'old\n');
    fill();
    await expect(write(path, 'x'.repeat(100_000), version)).rejects.toMatchObject(problem('file-disk-full'));
    expect(await readFile(path, 'utf8')).toBe('old\n');
    expect((await readdir(folder)).filter((name) => name.startsWith('a.py'))).toEqual(['a.py']);
  });

  test.each(['con.py', 'AUX', 'what?.py', 'a\u0007b.py', 'end.', 'COM1.txt'])(
    'refuses the name %j, which some computers could not read',
    async (name) => {
      const folder = await temporaryFolder();
      await expect(write(join(folder, name), 'x')).rejects.toMatchObject(problem('file-bad-name'));
      expect(await readdir(folder)).toEqual([]);
    },
  );

  test('takes names of any language', () => {
    for (const name of ['häuser.py', '灯.py', 'мигалка.py', 'a b.txt', '.hidden'])
      expect(isPortableName(name)).toBe(true);
  });

  test('warns of a name that hides a module of the Pico', async () => {
    const folder = await temporaryFolder();
    const { warning } = await write(join(folder, 'machine.py'), 'x = 1\n');
    expect(warning).toMatchObject({
      code: 'file-shadows-module',
      message: expect.stringContaining('machine'),
    });
    expect((await write(join(folder, 'my_machine.py'), 'x = 1\n')).warning).toBeUndefined();
    expect((await readTextFile(join(folder, 'machine.py'))).warning).toMatchObject({
      code: 'file-shadows-module',
    });
  });
});

describe('the workspace', () => {
  test('is made at the first save, and its windows are told', async () => {
    const host = await createTestHost();
    const window = openTestWindow(host);
    expect((await window.value('workspace.list', { path: '' })).entries).toEqual([]);
    await expect(readdir(host.workspace.folder)).rejects.toThrow('ENOENT');
    const path = join(host.workspace.folder, 'blink.py');
    const file = { path, text: 'x\n', format: plain, version: null, overwrite: false };
    await window.value('local.write', file);
    expect((await window.value('workspace.list', { path: '' })).entries).toMatchObject([
      { name: 'blink.py' },
    ]);
    await window.until(() => window.seen('workspace.changed').length > 0);
  });

  test('is watched in every folder that was listed, made anew or not', async () => {
    const host = await createTestHost();
    const window = openTestWindow(host);
    const told = async (change: () => Promise<unknown>): Promise<void> => {
      const before = window.seen('workspace.changed').length;
      await change();
      await window.until(() => window.seen('workspace.changed').length > before);
    };
    const lib = join(host.workspace.folder, 'lib');
    await window.value('workspace.list', { path: '' });
    await told(() => mkdir(lib, { recursive: true }));
    await window.value('workspace.list', { path: 'lib' });
    await told(() => writeFile(join(lib, 'servo.py'), ''));
    await told(() => rm(host.workspace.folder, { recursive: true }));
    await told(() => mkdir(lib, { recursive: true }));
    await told(() => writeFile(join(lib, 'servo.py'), ''));
  });

  test('is never left by a path', async () => {
    const host = await createTestHost();
    const window = openTestWindow(host);
    await mkdir(host.workspace.folder, { recursive: true });
    await symlink('/etc', join(host.workspace.folder, 'way-out'));
    for (const path of ['../secret.py', 'a/../../b', '/etc/passwd', 'way-out/passwd']) {
      expect(await window.problem('workspace.read', { path })).toMatchObject({ code: 'file-outside' });
    }
    expect(await window.problem('workspace.read', { path: 'a\u0000b' })).toMatchObject({
      code: 'file-bad-name',
    });
    expect(await window.problem('workspace.read', { path: 'a//b' })).toMatchObject({ code: 'file-bad-name' });
  });
});
