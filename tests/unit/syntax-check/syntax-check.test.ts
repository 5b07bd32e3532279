import { describe, expect, onTestFinished, test } from 'vitest';
import { builtFile } from '../../../electron/built-files.ts';
import { SyntaxChecks } from '../../../electron/syntax-check/syntax-checks.ts';
import { systemClock } from '../../../runtime/clock.ts';
import type { SyntaxVerdict } from '../../../runtime/interpreter/syntax-check.ts';
import { ManualClock } from '../../support/manual-clock.ts';

function start(clock = systemClock): SyntaxChecks {
  const checks = new SyntaxChecks({ clock, thread: () => builtFile('syntax-check-thread.js') });
  onTestFinished(() => checks.close());
  return checks;
}

const fine: SyntaxVerdict = { kind: 'fine' };

function mistake(line: number, message = 'invalid syntax', kind = 'SyntaxError') {
  return { kind: 'mistake', mistake: { kind, line, message } };
}

test('real MicroPython says what it does not understand, and where', async () => {
  const checks = start();
  expect(await checks.check('')).toEqual(fine);
  expect(await checks.check('print("hello")\nfor i in range(3):\n    print(f"{i}")\n')).toEqual(fine);
  expect(await checks.check('x = 1\nwhile True\n    pass')).toEqual(mistake(2));
  expect(await checks.check('x = 1\nprint("a)\n')).toEqual(mistake(2));
  expect(await checks.check('print(1\ny = 2\n')).toEqual(mistake(2));
  expect(await checks.check('x = 1\n  y = 2')).toEqual(mistake(2, 'unexpected indent', 'IndentationError'));
  expect(await checks.check('if x:\n    a\n  b')).toEqual(
    mistake(2, "unindent doesn't match any outer indent level", 'IndentationError'),
  );
  expect(await checks.check('def f():\n    x = yield\nreturn')).toEqual(
    mistake(3, "'return' outside function"),
  );
});

test('what only a real Pico compiles is no mistake', async () => {
  const checks = start();
  const program = (name: string) => `import micropython\n@micropython.${name}\ndef f(r0):\n    pass\n`;
  for (const name of ['native', 'viper', 'asm_thumb', 'bytecode']) {
    expect(await checks.check(program(name)), name).toEqual(fine);
  }
  expect(await checks.check('@micropython.viper\ndef f()\n    pass')).toEqual(mistake(2));
});

test('what a program would do when it runs is no mistake', async () => {
  const checks = start();
  expect(await checks.check('import nothing\nx = 1 // 0\nprint(undefined)')).toEqual(fine);
});

test('text of any kind is taken', async () => {
  const checks = start();
  expect(await checks.check('é = "ü 😀 \ud800"\n')).toEqual(fine);
  expect(await checks.check('\0')).toMatchObject({ kind: 'mistake' });
  expect(await checks.check('File "program", line 7\nSyntaxError: mine')).toEqual(mistake(1));
});

describe('hostile programs', () => {
  const hostile: Record<string, string> = {
    'ten thousand brackets': `${'('.repeat(10_000)}1${')'.repeat(10_000)}`,
    'a hundred thousand signs': `x = ${'-'.repeat(100_000)}1`,
    'blocks a thousand deep': Array.from({ length: 1000 }, (_, depth) => `${' '.repeat(depth)}if x:`).join(
      '\n',
    ),
    'more than fits into memory': `x = [${'1,'.repeat(2_000_000)}]`,
    'one name of a million letters': 'x'.repeat(1_000_000),
    'a million lines': 'x = 1\n'.repeat(1_000_000),
  };

  test.each(Object.entries(hostile))('%s: the next one is checked as ever', async (_, program) => {
    const checks = start();
    await checks.check(program);
    expect(await checks.check('x = 1\nwhile True\n')).toEqual(mistake(2));
  });

  test('a number that takes for ever to compute is given up', async () => {
    const checks = start();
    expect(await checks.check('x = 9 ** 9 ** 9')).toEqual({ kind: 'unknown' });
    expect(checks.running).toBe(false);
    expect(await checks.check('while True\n')).toEqual(mistake(1));
  });
});

test('there is no thread before the first check, nor after a minute without one', async () => {
  const clock = new ManualClock();
  const checks = start(clock);
  expect(checks.running).toBe(false);
  expect(await checks.check('x = 1')).toEqual(fine);
  expect(checks.running).toBe(true);
  await clock.pass(59_000);
  expect(await checks.check('x = 2')).toEqual(fine);
  await clock.pass(59_000);
  expect(checks.running).toBe(true);
  await clock.pass(1000);
  expect(checks.running).toBe(false);
  expect(await checks.check('while True\n')).toEqual(mistake(1));
});

test('after the end nothing is checked', async () => {
  const checks = start();
  await checks.close();
  expect(await checks.check('x = 1')).toEqual({ kind: 'unknown' });
  expect(checks.running).toBe(false);
});
