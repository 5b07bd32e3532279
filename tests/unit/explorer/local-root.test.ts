import { lstat, mkdir, readdir, readFile, readlink, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { systemClock } from '../../../runtime/clock.ts';
import { LocalRoot } from '../../../electron/local-files/local-root.ts';
import { Patience } from '../../../electron/local-files/patience.ts';
import { ProblemError } from '../../../electron/problem.ts';
import { canMount, diskWithLeft } from '../../support/full-disk.ts';
import { openFilesIn } from '../../support/open-files.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { asOrdinaryUser } from '../../support/unprivileged.ts';

const problem = (code: string) => ({ problem: { code } });

async function* pieces(...texts: string[]): AsyncIterable<Uint8Array> {
  for (const text of texts) yield new TextEncoder().encode(text);
}

async function allOf(content: AsyncIterable<Uint8Array>): Promise<string> {
  const collected: Uint8Array[] = [];
  for await (const piece of content) collected.push(piece);
  return Buffer.concat(collected).toString();
}

/** A folder to work in, beside things that must stay as they are. */
async function rootInside(): Promise<{ root: LocalRoot; folder: string; outside: string }> {
  const outside = await temporaryFolder();
  const folder = join(outside, 'inside');
  await mkdir(folder);
  await writeFile(join(outside, 'precious.py'), 'precious');
  await symlink(outside, join(folder, 'way-out'));
  await symlink(join(outside, 'precious.py'), join(folder, 'link.py'));
  return { root: new LocalRoot(folder, new Patience(systemClock)), folder, outside };
}

describe('a path', () => {
  const step = fc.oneof(
    fc.constantFrom('..', '.', '', 'a', 'lib', 'way-out', 'link.py', 'precious.py', 'inside'),
    fc.constantFrom('C:', '\\', '..\\..', '\0', '\u202e', 'con', 'NUL.py', 'a ', 'x.', '~', '%2e%2e', '…'),
    fc.string({ unit: 'binary', maxLength: 6 }),
  );
  const anyPath = fc.oneof(
    fc.array(step, { minLength: 1, maxLength: 4 }).map((steps) => steps.join('/')),
    fc.array(step, { minLength: 1, maxLength: 3 }).map((steps) => `/${steps.join('/')}`),
  );

  test('never leads out, whatever is done with it', async () => {
    const { root, folder, outside } = await rootInside();
    await writeFile(join(folder, 'a'), 'mine');
    const jobs = [
      (path: string) => root.write(path, pieces('x'), true),
      (path: string) => root.write(path, pieces('x'), false),
      (path: string) => root.makeFolder(path),
      (path: string) => root.rename('a', path, true),
      (path: string) => root.rename(path, 'b', true),
      (path: string) => root.remove(path),
      (path: string) => root.removeEmptyFolder(path),
      (path: string) => root.list(path),
      (path: string) => allOf(root.read(path)),
    ];
    await fc.assert(
      fc.asyncProperty(anyPath, fc.nat(jobs.length - 1), async (path, job) => {
        fc.pre(!/^\.?$/.test(path)); // the top itself may be listed
        const result = await jobs[job]!(path).catch((error: unknown) => {
          expect(error).toBeInstanceOf(ProblemError);
          return null;
        });
        if (typeof result === 'string') expect(result).not.toBe('precious');
        expect(await readdir(outside)).toEqual(['inside', 'precious.py']);
        expect(await readFile(join(outside, 'precious.py'), 'utf8')).toBe('precious');
      }),
      { numRuns: 400 },
    );
  });

  test.each(['way-out/new.py', 'way-out/precious.py', '/etc/passwd', '../a', 'a/../../b'])(
    '%j is refused in words',
    async (path) => {
      const { root } = await rootInside();
      const outside = problem('file-outside');
      await expect(root.write(path, pieces('x'), true)).rejects.toMatchObject(outside);
      await expect(allOf(root.read(path))).rejects.toMatchObject(outside);
      await expect(root.remove(path)).rejects.toMatchObject(outside);
      await expect(root.look(path)).rejects.toMatchObject(outside);
    },
  );

  test('to a link means the link itself: it is renamed, replaced and removed, its target never', async () => {
    const { root, folder, outside } = await rootInside();
    expect(await root.look('link.py')).toMatchObject({ kind: 'link' });
    await expect(allOf(root.read('link.py'))).rejects.toBeInstanceOf(ProblemError);
    await root.rename('link.py', 'other.py', false);
    expect(await readlink(join(folder, 'other.py'))).toBe(join(outside, 'precious.py'));
    await root.write('other.py', pieces('mine'), true);
    expect((await lstat(join(folder, 'other.py'))).isFile()).toBe(true);
    await root.remove('way-out');
    expect(await readFile(join(outside, 'precious.py'), 'utf8')).toBe('precious');
  });

  test.each(['con', 'LPT1.py', 'what?.py', 'end.', 'tab\t.py', `${'x'.repeat(256)}`, 'back\\slash', ' '])(
    'a new name %j is refused',
    async (name) => {
      const { root, folder } = await rootInside();
      await expect(root.write(name, pieces('x'), false)).rejects.toMatchObject(problem('file-bad-name'));
      await expect(root.makeFolder(name)).rejects.toMatchObject(problem('file-bad-name'));
      expect(await readdir(folder)).toEqual(['link.py', 'way-out']);
    },
  );

  test.each(['灯.py', 'мигалка.py', '👩🏽‍🚀.py', 'na\u0308ive.py', 'näive.py', `${'é'.repeat(126)}.py`])(
    'a new name %j is kept to the byte',
    async (name) => {
      const { root, folder } = await rootInside();
      await root.write(name, pieces('x'), false);
      expect(await readdir(folder)).toContain(name);
      expect(await allOf(root.read(name))).toBe('x');
    },
  );
});

// Only Linux keeps names that are no valid text.
test.skipIf(process.platform !== 'linux')(
  'a name that is no valid text hides nothing else in its folder',
  async () => {
    const { root, folder } = await rootInside();
    await writeFile(join(folder, 'a.py'), 'mine');
    await writeFile(Buffer.concat([Buffer.from(`${folder}/bad`), Buffer.from([0xff])]), '');
    expect(await root.list('')).toEqual(
      expect.arrayContaining([
        { name: 'a.py', kind: 'file', size: 4 },
        { name: 'bad\ufffd', kind: 'link', size: 0 },
      ]),
    );
  },
);

describe('writing', () => {
  test('replaces nothing unasked', async () => {
    const { root } = await rootInside();
    await root.write('a.py', pieces('one', ' and two'), false);
    await expect(root.write('a.py', pieces('other'), false)).rejects.toMatchObject(problem('file-exists'));
    expect(await allOf(root.read('a.py'))).toBe('one and two');
    await root.write('a.py', pieces('other'), true);
    expect(await allOf(root.read('a.py'))).toBe('other');
    await root.write('b.py', pieces('b'), false);
    await expect(root.rename('a.py', 'b.py', false)).rejects.toMatchObject(problem('file-exists'));
    await root.rename('a.py', 'A.py', false);
    expect(await root.look('A.py')).toMatchObject({ kind: 'file' });
  });

  test.skipIf(!canMount())('on a full disk leaves the old file whole (needs root to mount one)', async () => {
    const { folder, fill } = await diskWithLeft(512 * 1024);
    const root = new LocalRoot(folder, new Patience(systemClock));
    await root.write('a.py', pieces('old'), false);
    const more = async function* (): AsyncIterable<Uint8Array> {
      yield new Uint8Array(50_000);
      fill();
      yield new Uint8Array(400_000);
    };
    await expect(root.write('a.py', more(), true)).rejects.toMatchObject(problem('file-disk-full'));
    expect(await allOf(root.read('a.py'))).toBe('old');
    expect((await readdir(folder)).filter((name) => !name.startsWith('filler'))).toEqual(['a.py']);
  });

  test('is refused in words where this user may not, or where the folder is gone', async () => {
    const { root, folder } = await rootInside();
    await mkdir(join(folder, 'closed'), { mode: 0o555 });
    await asOrdinaryUser(() =>
      expect(root.write('closed/a.py', pieces('x'), false)).rejects.toBeInstanceOf(ProblemError),
    );
    await expect(root.write('gone/a.py', pieces('x'), false)).rejects.toMatchObject(
      problem('folder-not-found'),
    );
    await expect(root.list('gone')).rejects.toMatchObject(problem('folder-not-found'));
  });
});

test('a file that changes while it is read is told', async () => {
  const { root, folder } = await rootInside();
  await writeFile(join(folder, 'log.txt'), 'x'.repeat(600_000));
  const reading = (async () => {
    for await (const _piece of root.read('log.txt')) await writeFile(join(folder, 'log.txt'), 'shorter now');
  })();
  await expect(reading).rejects.toMatchObject(problem('file-changed-while-copied'));
});

test.skipIf(process.platform !== 'linux')(
  'a file is closed again where nobody reads it, or not to its end (open files are listed on Linux)',
  async () => {
    const { root, folder } = await rootInside();
    await writeFile(join(folder, 'log.txt'), 'x'.repeat(600_000));
    await expect(root.write('gone/a.txt', root.read('log.txt'), false)).rejects.toBeInstanceOf(ProblemError);
    for await (const _piece of root.read('log.txt')) {
      expect(await openFilesIn(folder)).toEqual(['log.txt']);
      break;
    }
    expect(await openFilesIn(folder)).toEqual([]);
  },
);
