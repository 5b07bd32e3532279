/** What every kind of board does, whatever Link it is behind. A new Link is done when it passes. */

import { describe, expect, test } from 'vitest';
import type { Link } from '../../runtime/link.ts';
import { TestBoard } from '../support/test-board.ts';

/** Before 1.22, MicroPython names the line after the one that breaks off (its issue 12792). */
function breakIsBelow(firmware: string | undefined): boolean {
  const [, minor] = /^MicroPython 1\.(\d+)/.exec(firmware ?? '') ?? [];
  return Number(minor) < 22;
}

/** Runs the contract; `createLink` makes a Link to a fresh board, for one test. */
export function describeBoard(kind: string, createLink: () => Promise<Link>): void {
  const connect = async (): Promise<TestBoard> => {
    const subject = new TestBoard(await createLink());
    await subject.board.connect();
    return subject;
  };

  describe(`a board behind ${kind}`, () => {
    test('is ready once connected, and says what it runs', async () => {
      const { board } = await connect();
      expect(board.summary).toMatchObject({ state: { name: 'ready' } });
      expect(board.summary.firmware).toMatch(/^MicroPython \d+\.\d+/);
    });

    test('runs a program, shows what it prints and returns to the prompt', async () => {
      const subject = await connect();
      const { outcome } = await subject.board.run('for i in range(3):\n    print("line", i)\n', 'count.py');
      expect(outcome).toEqual({ kind: 'finished' });
      await subject.until(() => subject.printed.endsWith('line 2\r\n>>> '));
      expect(subject.printed).toContain('line 0\r\nline 1\r\nline 2\r\n>>> ');
      expect(subject.printed).not.toContain('raw REPL');
      expect(subject.state).toBe('ready');
    });

    test('keeps the names of a program for the prompt, until the next run', async () => {
      const subject = await connect();
      await subject.board.run('answer = 6 * 7\n', 'a.py');
      expect(await subject.ask('answer')).toBe('42');
      await subject.board.run('print("fresh" if "answer" not in globals() else "stale")', 'b.py');
      await subject.until(() => /fresh|stale/.test(subject.printed));
      expect(subject.printed).toContain('fresh');
    });

    test('names the file in a traceback, on a stream of its own', async () => {
      const subject = await connect();
      const { outcome } = await subject.board.run('def go():\n    return 1 / 0\n\ngo()\n', 'broken.py');
      const traceback =
        'Traceback (most recent call last):\n  File "broken.py", line 4, in <module>\n' +
        '  File "broken.py", line 2, in go\nZeroDivisionError: divide by zero\n';
      expect(outcome).toEqual({ kind: 'failed', traceback });
      await subject.until(() => subject.textOf('error').length >= traceback.length);
      expect(subject.textOf('error').replaceAll('\r\n', '\n')).toBe(traceback);
    });

    test('says where a program is no Python', async () => {
      const { board } = await connect();
      const { outcome } = await board.run('print("a")\nwhile True\n', 'typo.py');
      const line = breakIsBelow(board.summary.firmware) ? 'line 3' : 'line 2';
      expect(outcome).toMatchObject({ kind: 'failed', traceback: expect.stringContaining(line) });
      expect(outcome).toMatchObject({ traceback: expect.stringContaining('SyntaxError') });
    });

    test('ends well with sys.exit()', async () => {
      const subject = await connect();
      const { outcome } = await subject.board.run('import sys\nprint("bye")\nsys.exit()\n', 'exit.py');
      expect(outcome).toEqual({ kind: 'finished' });
      expect(await subject.ask('1 + 1')).toBe('2');
    });

    test('stops with one Ctrl-C, so that finally runs', async () => {
      const subject = await connect();
      const source = 'try:\n    print("go")\n    while True:\n        pass\nfinally:\n    print("parked")\n';
      const run = subject.board.run(source, 'loop.py');
      await subject.until(() => subject.printed.includes('go\r\n'));
      expect(subject.state).toBe('running');
      await subject.board.stop();
      expect((await run).outcome).toEqual({ kind: 'stopped' });
      await subject.until(() => subject.printed.includes('parked'));
      expect(await subject.ask('2 + 2')).toBe('4');
    });

    test('stops what was typed at the prompt', async () => {
      const subject = await connect();
      subject.board.type('while True: pass\r\r');
      await subject.until(() => subject.state === 'running');
      await subject.board.stop();
      expect(subject.state).toBe('ready');
      await subject.until(() => subject.printed.includes('KeyboardInterrupt'));
    });

    test('stops at once when Stop is pressed while a program is handed over', async () => {
      const subject = await connect();
      const run = subject.board.run(`# ${'x'.repeat(20_000)}\nwhile True:\n    pass\n`, 'long.py');
      await subject.until(() => subject.state === 'running');
      await subject.board.stop();
      expect((await run).outcome).toEqual({ kind: 'stopped' });
    });

    test('runs another program by stopping the first', async () => {
      const subject = await connect();
      const first = subject.board.run('print("one")\nwhile True:\n    pass\n', 'one.py');
      await subject.until(() => subject.printed.includes('one\r\n'));
      const second = await subject.board.run('print("two")\n', 'two.py');
      expect((await first).outcome).toEqual({ kind: 'stopped' });
      expect(second.outcome).toEqual({ kind: 'finished' });
    });

    test('hands typed text to a program that asks', async () => {
      const subject = await connect();
      const run = subject.board.run('name = input("Who? ")\nprint("Hello", name)\n', 'ask.py');
      await subject.until(() => subject.printed.endsWith('Who? '));
      subject.board.type('Ada\r');
      expect((await run).outcome).toEqual({ kind: 'finished' });
      await subject.until(() => subject.printed.includes('Hello Ada\r\n'));
    });

    test('runs a program larger than any buffer on the way', async () => {
      const subject = await connect();
      const lines = Array.from({ length: 1500 }, (_, index) => `x = ${index}  # ${'-'.repeat(20)}`);
      const { outcome } = await subject.board.run(`${lines.join('\n')}\nprint("last", x)\n`, 'big.py');
      expect(outcome).toEqual({ kind: 'finished' });
      await subject.until(() => subject.printed.includes('last 1499\r\n'));
    });

    test('loses no line of a flood', async () => {
      const subject = await connect();
      await subject.board.run('for i in range(20000): print(i)\n', 'flood.py');
      await subject.until(() => subject.printed.endsWith('19999\r\n>>> '));
      const lines = subject.printed.split(/\r\n|>>> /).filter((line) => /^\d+$/.test(line));
      expect(lines).toHaveLength(20_000);
    });

    test('is stopped even where nobody takes its output', async () => {
      const subject = await connect();
      subject.acknowledges = false;
      const run = subject.board.run('while True: print("x" * 70)\n', 'flood.py');
      await subject.until(() => subject.printed.length >= 250_000);
      await subject.board.stop();
      expect((await run).outcome).toEqual({ kind: 'stopped' });
    });

    test('survives bytes that are no text', async () => {
      const subject = await connect();
      const source = 'import sys\nsys.stdout.write("a\\0b\\x04c")\nprint("\\xe9\\u20ac end")\n';
      const { outcome } = await subject.board.run(source, 'bytes.py');
      expect(outcome).toEqual({ kind: 'finished' });
      await subject.until(() => subject.printed.includes('end\r\n'));
      expect(subject.printed).toContain('a\0b\x04cé€ end');
    });

    test('forgets everything at a soft reset', async () => {
      const subject = await connect();
      await subject.ask('kept = 1');
      await subject.board.softReset();
      await subject.until(() => /soft reboot[^]*>>> $/.test(subject.printed));
      expect(await subject.ask('"kept" in globals()')).toBe('False');
    });

    test('lets Ctrl-A at the empty prompt pass without entering the raw REPL', async () => {
      const subject = await connect();
      await subject.until(() => subject.printed.endsWith('>>> '));
      subject.board.type('\x01');
      expect(await subject.ask('3 + 3')).toBe('6');
    });

    test('begins a run although somebody was typing', async () => {
      const subject = await connect();
      await subject.until(() => subject.printed.endsWith('>>> '));
      subject.board.type('half a li');
      await subject.until(() => subject.printed.endsWith('half a li'));
      const { outcome } = await subject.board.run('print("ran")\n', 'a.py');
      expect(outcome).toEqual({ kind: 'finished' });
    });
  });
}
