/** What the files of every kind of board do, over its REPL or past it. */

import { describe, expect, test } from 'vitest';
import type { BoardFileProblem, BoardFiles } from '../../runtime/board-files.ts';
import { contentHash } from '../../runtime/content-hash.ts';
import type { Link } from '../../runtime/link.ts';
import { TestBoard } from '../support/test-board.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (content: Uint8Array): string => new TextDecoder().decode(content);

/** Expects a job to be refused for a reason. */
async function refused(job: Promise<unknown>, problem: BoardFileProblem): Promise<void> {
  await expect(job).rejects.toMatchObject({ name: 'BoardFileError', problem });
}

/** Runs the contract; `createLink` makes a Link to a fresh board, for one test. */
export function describeFiles(kind: string, createLink: () => Promise<Link>): void {
  const connect = async (): Promise<{ subject: TestBoard; files: BoardFiles }> => {
    const subject = new TestBoard(await createLink());
    await subject.board.connect();
    return { subject, files: subject.board.files };
  };

  describe(`the files of a board behind ${kind}`, () => {
    test('come back as they were written, byte for byte, and Python sees the same', async () => {
      const { subject, files } = await connect();
      const content = Uint8Array.from({ length: 5000 }, (_, index) => (index * 7919) & 255);
      await files.write('/data.bin', content);
      expect(await files.read('/data.bin')).toEqual(content);
      await files.write('/data.bin', bytes('shorter'));
      expect(text(await files.read('/data.bin'))).toBe('shorter');
      expect(await subject.ask("open('data.bin').read()")).toBe("'shorter'");
      await files.write('/empty', new Uint8Array(0));
      expect(await files.read('/empty')).toHaveLength(0);
    });

    test('are listed, folders first, and nothing else is', async () => {
      const { files } = await connect();
      await files.makeFolder('/lib');
      await files.write('/zebra.py', bytes('z'));
      await files.write('/größe 灯.py', bytes('12345'));
      await files.write('/lib/servo.py', bytes('s'));
      expect(await files.list('/')).toEqual([
        { name: 'lib', kind: 'folder', size: 0 },
        { name: 'größe 灯.py', kind: 'file', size: 5 },
        { name: 'zebra.py', kind: 'file', size: 1 },
      ]);
      expect(await files.list('/lib')).toEqual([{ name: 'servo.py', kind: 'file', size: 1 }]);
    });

    test('are renamed and moved, never over another one', async () => {
      const { files } = await connect();
      await files.makeFolder('/lib');
      await files.write('/a.py', bytes('a'));
      await files.write('/b.py', bytes('b'));
      await refused(files.rename('/a.py', '/b.py'), 'exists');
      await files.rename('/a.py', '/lib/c.py');
      expect(text(await files.read('/lib/c.py'))).toBe('a');
      expect(text(await files.read('/b.py'))).toBe('b');
      await refused(files.read('/a.py'), 'not-found');
    });

    test('are written new only where nothing has the name, if that is what is asked', async () => {
      const { files } = await connect();
      await files.makeFolder('/lib');
      await files.write('/a.py', bytes('one'), { onlyNew: true });
      await refused(files.write('/a.py', bytes('two'), { onlyNew: true }), 'exists');
      await refused(files.write('/lib', bytes('two'), { onlyNew: true }), 'is-folder');
      expect(text(await files.read('/a.py'))).toBe('one');
    });

    test('are known by the hash of their content, and replaced only as they are known', async () => {
      const { files } = await connect();
      await files.write('/a.py', bytes('one'));
      const one = await files.hash('/a.py');
      expect(one).toBe(contentHash(bytes('one')));
      await files.write('/a.py', bytes('two'), { replaces: one });
      await refused(files.write('/a.py', bytes('three'), { replaces: one }), 'changed');
      expect(text(await files.read('/a.py'))).toBe('two');
      await refused(files.write('/none.py', bytes('three'), { replaces: one }), 'changed');
      await refused(files.hash('/none.py'), 'not-found');
    });

    test('stay as they are where a job is cancelled before it begins', async () => {
      const { files } = await connect();
      await files.write('/a.py', bytes('one'));
      const signal = AbortSignal.abort();
      await refused(files.write('/a.py', bytes('two'), { signal }), 'cancelled');
      await refused(files.read('/a.py', { signal }), 'cancelled');
      expect(text(await files.read('/a.py'))).toBe('one');
    });

    test('are removed, folders with all they hold', async () => {
      const { files } = await connect();
      await files.makeFolder('/lib');
      await files.makeFolder('/lib/deep');
      await files.write('/lib/deep/a.py', bytes('a'));
      await files.remove('/lib');
      expect(await files.list('/')).toEqual([]);
    });

    test('that are not there, or something else, are told', async () => {
      const { files } = await connect();
      await files.makeFolder('/lib');
      await files.write('/a.py', bytes('a'));
      await refused(files.read('/none.py'), 'not-found');
      await refused(files.list('/none'), 'not-found');
      await refused(files.remove('/none'), 'not-found');
      await refused(files.rename('/none', '/other'), 'not-found');
      await refused(files.write('/none/a.py', bytes('a')), 'not-found');
      await refused(files.read('/lib'), 'is-folder');
      await refused(files.write('/lib', bytes('a')), 'is-folder');
      await refused(files.list('/a.py'), 'not-folder');
      await refused(files.makeFolder('/lib'), 'exists');
    });

    test.each(['relative', '/../up', '/a/../b', '//a', '/a/', '/con', '/a\u0007b', '/back\\slash'])(
      'are not written as %j',
      async (path) => {
        const { files } = await connect();
        await refused(files.write(path, bytes('x')), 'bad-name');
        expect(await files.list('/')).toEqual([]);
      },
    );

    test('that do not fit leave the old one', async () => {
      const { files } = await connect();
      const { total, free } = await files.space();
      expect(total).toBeGreaterThan(1_000_000);
      expect(free).toBeLessThanOrEqual(total);
      await files.write('/old.py', bytes('old'));
      if (free < 2_000_000) await refused(files.write('/old.py', new Uint8Array(free + 100_000)), 'full');
      expect(text(await files.read('/old.py'))).toBe('old');
      expect(await files.list('/')).toEqual([{ name: 'old.py', kind: 'file', size: 3 }]);
    }, 60_000);

    test('leave no names behind in the interpreter, and nothing in the shell', async () => {
      const { subject, files } = await connect();
      const names = await subject.ask('sorted(dir())');
      const before = subject.printed;
      await files.write('/a.py', bytes('a'));
      await files.read('/a.py');
      await files.list('/');
      await files.space();
      expect(await subject.ask('sorted(dir()) ')).toBe(names);
      expect(subject.printed).toBe(`${before}sorted(dir()) \r\n${names}\r\n>>> `);
    });

    test('make a program start by itself, and that can be undone', async () => {
      const { subject, files } = await connect();
      await files.write('/main.py', bytes('print("somebody else\'s")'));
      expect(await subject.board.keep('print("one")')).toMatchObject({
        replaced: true,
        oldName: 'main-old.py',
      });
      const again = await subject.board.keep('print("two")');
      expect(again.replaced).toBe(true);
      expect(again.oldName).toBeUndefined();
      expect(text(await files.read('/main-old.py'))).toContain('somebody');
      await subject.board.softReset();
      await subject.until(() => /soft reboot[^]*two[^]*>>> $/.test(subject.printed));
      await subject.board.doNotStartByItself();
      expect((await files.list('/')).map((entry) => entry.name)).toEqual(['main-old.py', 'main.py.off']);
    });
  });
}
