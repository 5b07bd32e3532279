import { expect, test } from 'vitest';
import { explain, explainSyntaxError } from '../../../renderer/explanations/explain.ts';
import { codeParts, plainWords } from '../../../renderer/explanations/words.ts';

/** A traceback of `main.py` as MicroPython writes it on a chip. */
function traceback(lastLine: string, line = 1): string {
  return `Traceback (most recent call last):\r\n  File "main.py", line ${line}, in <module>\r\n${lastLine}\r\n`;
}

function explained(lastLine: string, source = '', line = 1) {
  return explain(traceback(lastLine, line), { sourceOf: () => source });
}

// As firmware 1.19 to 1.27 on a Pico words them; the simulated Pico often says more.
test.each([
  [
    "AttributeError: 'module' object has no attribute 'slep'",
    'import time\ntime.slep(1)',
    2,
    'misspelt-attribute',
  ],
  [
    "AttributeError: 'module' object has no attribute 'wobble'",
    'import time\ntime.wobble()',
    2,
    'module-without',
  ],
  [
    'TypeError: function takes 1 positional arguments but 2 were given',
    'def f(a): pass\nf(1, 2)',
    2,
    'too-many-arguments',
  ],
  [
    'TypeError: function missing 1 required positional arguments',
    'def f(a): pass\nf()',
    2,
    'missing-arguments',
  ],
  ['TypeError: function missing required positional argument #2', 'x()', 1, 'missing-arguments'],
  ["TypeError: can't convert 'int' object to str implicitly", 'x = "a" + 1', 1, 'text-wanted'],
  ['TypeError: unexpected keyword argument', 'def f(speed): pass\nf(sped=3)', 2, 'unknown-argument'],
  ['ValueError: invalid syntax for integer with base 10', 'int("abc")', 1, 'not-a-number-either'],
  ["ValueError: invalid syntax for integer with base 10: 'abc'", 'int("abc")', 1, 'not-a-number'],
  ['ValueError: bad SCL pin', 'I2C(0, scl=Pin(2), sda=Pin(3))', 1, 'wrong-bus-pin'],
  ["ValueError: I2C(2) doesn't exist", 'I2C(2)', 1, 'no-such-bus'],
  ['ZeroDivisionError: division by zero', '1/0', 1, 'zero-division'],
  ['IndexError: index out of range', 'x[9]', 1, 'index-out-of-range'],
  ["NameError: name 'x' is not defined", 'y = x', 1, 'unknown-name'],
  ['ImportError: no module named helper', 'import helper', 1, 'missing-module'],
  ['ImportError: cannot import name Pinn', 'from machine import Pinn', 1, 'misspelt-import'],
  ["SyntaxError: 'break' outside loop", 'break', 1, 'break-outside'],
  ["SyntaxError: 'return' outside function", 'return', 1, 'return-outside'],
  ['SyntaxError: non-keyword arg after keyword arg', 'f(a=1, 2)', 1, 'named-argument-first'],
  ['OSError: [Errno 5] EIO', 'i2c.readfrom(60, 1)', 1, 'nothing-answers'],
  ['OSError: 5', 'i2c.readfrom(60, 1)', 1, 'nothing-answers'],
  ['OSError: EIO', 'i2c.readfrom(60, 1)', 1, 'nothing-answers'],
  ['OSError: [Errno 110] ETIMEDOUT', 'i2c.readfrom(60, 1)', 1, 'timed-out'],
  ['OSError: [Errno 2] ENOENT: x.txt', 'open("x.txt")', 1, 'file-not-there'],
  ['OSError: 28', 'f.write("x")', 1, 'drive-full'],
  ['OSError: -2', 'socket.getaddrinfo("x", 80)', 1, 'address-not-found'],
  ['OSError: 118', 'wlan.connect()', 1, 'connection-failed'],
  ['OSError: 9999', 'x()', 1, 'os-number'],
  ['MemoryError: memory allocation failed, allocating 4096 bytes', 'x = []', 1, 'memory'],
  ['MemoryError: ', 'x = []', 1, 'memory-used-up'],
  ['MemoryError: memory allocation failed, heap is locked', 'x = []', 1, 'memory-in-interrupt'],
  ['RuntimeError: maximum recursion depth exceeded', 'f()', 1, 'recursion'],
  ['IndentationError: unindent does not match any outer indent level', 'x = 1', 1, 'unindent-mismatch'],
])('%s', (lastLine, source, line, id) => {
  expect(explained(lastLine, source, line)?.id).toBe(id);
});

test.each(['KeyboardInterrupt: ', 'KeyboardInterrupt', 'SystemExit: 3'])('%s is no error', (lastLine) => {
  expect(explained(lastLine)).toBeNull();
});

test.each(['', 'Hello', 'Traceback (most recent call last):', 'Traceback (most recent call last):\n'])(
  '%j is no traceback',
  (text) => {
    expect(explain(text, { sourceOf: () => null })).toBeNull();
  },
);

test('what happened in a module of the board is shown where the program used it', () => {
  const text =
    'Traceback (most recent call last):\n  File "main.py", line 2, in <module>\n' +
    '  File "/lib/helper.py", line 7, in half\nZeroDivisionError: divide by zero\n';
  const sourceOf = (file: string) => (file === 'main.py' ? 'import helper\nhelper.half(0)\n' : null);
  expect(explain(text, { sourceOf })?.place).toEqual({ file: 'main.py', line: 2, from: 0, to: 14 });
});

test('a module that cannot be read is shown itself', () => {
  const text =
    'Traceback (most recent call last):\n  File "main.py", line 1, in <module>\n' +
    '  File "/lib/helper.py", line 7\nSyntaxError: invalid syntax\n';
  const explanation = explain(text, { sourceOf: (file) => (file === 'main.py' ? 'import helper' : null) });
  expect(explanation).toMatchObject({ id: 'syntax', place: { file: '/lib/helper.py', line: 7 } });
});

test('text that the program itself made up is not looked for in the program', () => {
  const text =
    'Traceback (most recent call last):\n  File "main.py", line 1, in <module>\n' +
    '  File "<string>", line 1\nSyntaxError: invalid syntax\n';
  const explanation = explain(text, { sourceOf: () => 'eval("1 +")' });
  expect(explanation).toMatchObject({ id: 'syntax', place: null });
});

test('a complaint of the compiler alone is explained by the text', () => {
  const source = 'x = 3\nif x = 3:\n    pass\n';
  for (const message of ['invalid syntax', 'SyntaxError: invalid syntax']) {
    expect(explainSyntaxError(source, message, 2)).toMatchObject({
      id: 'assignment-in-condition',
      suggestion: '==',
      place: { line: 2, from: 5, to: 6 },
    });
  }
  expect(explainSyntaxError('x = 1\n  y = 2', 'IndentationError: unexpected indent', 2).id).toBe(
    'unexpected-indent',
  );
});

test('code in sentences is told from words, whatever a program calls its keys', () => {
  expect(codeParts('`print` needs brackets')).toEqual([
    { text: 'print', isCode: true },
    { text: ' needs brackets', isCode: false },
  ]);
  const { title } = explained('KeyError: a`b')!;
  expect(codeParts(title)).toEqual([
    { text: 'There is no key ', isCode: false },
    { text: 'a`b', isCode: true },
  ]);
  expect(plainWords(title)).toBe('There is no key a`b');
  expect(plainWords(explained('KeyError: $t(window:title) {{x}}')!.title)).toBe(
    'There is no key $t(window:title) {{x}}',
  );
});
