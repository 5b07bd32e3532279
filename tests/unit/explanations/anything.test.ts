import fc from 'fast-check';
import { expect, test } from 'vitest';
import { explain, explainSyntaxError } from '../../../renderer/explanations/explain.ts';
import { namePrograms } from './name-programs.ts';
import { syntaxPrograms } from './syntax-programs.ts';
import { valuePrograms } from './value-programs.ts';

const programs = [...syntaxPrograms, ...namePrograms, ...valuePrograms].map(({ source }) => source);

const lastLines = [
  'SyntaxError: invalid syntax',
  'IndentationError: unexpected indent',
  "IndentationError: unindent doesn't match any outer indent level",
  "SyntaxError: can't assign to expression",
  "NameError: name 'x' isn't defined",
  'NameError: local variable referenced before assignment',
  "ImportError: no module named 'x'",
  "AttributeError: 'module' object has no attribute 'x'",
  "TypeError: unsupported types for __add__: 'str', 'int'",
  "TypeError: 'int' object isn't callable",
  'TypeError: f() takes 1 positional arguments but 2 were given',
  'TypeError: unexpected keyword argument',
  'ValueError: invalid pin',
  'IndexError: list index out of range',
  'KeyError: x',
  'OSError: [Errno 2] ENOENT',
];

/** Python-like text: parts of real programs, cut and glued anywhere. */
const pythonLike = fc
  .array(
    fc.oneof(
      fc.constantFrom(...programs),
      fc.constantFrom(
        '(',
        ')',
        '[',
        ']',
        '{',
        '}',
        '"',
        "'",
        '"""',
        '\\',
        '\n',
        '\t',
        '    ',
        ':',
        '=',
        '.',
        ',',
      ),
      fc.constantFrom('if', 'def', 'class', 'else', 'import', 'from', 'for', 'in', 'x', '3', '“', '#', 'f"{'),
      fc.string({ unit: 'grapheme', maxLength: 8 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

const lastLine = fc.oneof(fc.constantFrom(...lastLines), fc.string({ unit: 'grapheme' }));

test('whatever the program and the error, there is an answer and it points into the program', () => {
  fc.assert(
    fc.property(pythonLike, lastLine, fc.integer({ min: 0, max: 40 }), (source, last, line) => {
      const text = `Traceback (most recent call last):\r\n  File "a.py", line ${line}, in f\r\n${last}\r\n`;
      const explanation = explain(text, { sourceOf: () => source, modules: [{ name: 'x', path: 'x.py' }] });
      const place = explanation?.place;
      if (!place) return;
      expect(place.from).toBeGreaterThanOrEqual(0);
      expect(place.to).toBeGreaterThanOrEqual(place.from);
    }),
    { numRuns: 1000 },
  );
});

test('any text at all is taken for a traceback or for none', () => {
  const pieces = fc.constantFrom(
    'Traceback (most recent call last):',
    '  File "',
    '", line ',
    ', in ',
    '\n',
    '9',
  );
  const anything = fc.array(fc.oneof(pieces, fc.string({ unit: 'grapheme' }))).map((parts) => parts.join(''));
  fc.assert(
    fc.property(anything, (text) => void explain(text, { sourceOf: () => text })),
    { numRuns: 1000 },
  );
});

// What makes careless patterns and loops take for ever: one long line, one long bracket, many of either.
const long = 30_000;
test.each([
  ['brackets', '('.repeat(long)],
  ['square brackets', 'x['.repeat(long / 2)],
  ['a list over many lines', `x = [\n${'1,\n'.repeat(long / 3)}`],
  ['spaces', ' '.repeat(long)],
  ['quotes', '"'.repeat(long)],
  ['one name', `${'a'.repeat(long)} b`],
  ['digits', '1'.repeat(long)],
  ['a long assignment', 'a, '.repeat(long / 3)],
  ['many functions', 'def f(a):\n a\n'.repeat(long / 14)],
  ['backslashes', 'x = 1 + \\\n'.repeat(long / 10)],
  ['blocks in blocks', Array.from({ length: 240 }, (_, depth) => `${' '.repeat(depth)}if x:\n`).join('')],
  ['more than a Pico can hold', 'x = 1\n'.repeat(800_000)],
])('%s are explained in bounded time', (_name, source) => {
  const lines = source.split('\n').length;
  const begun = performance.now();
  for (const last of lastLines) {
    const text = `Traceback (most recent call last):\n  File "a.py", line ${lines}, in f\n${last}\n`;
    explain(text, { sourceOf: () => source });
  }
  explainSyntaxError(source, 'invalid syntax', 1);
  const each = (performance.now() - begun) / (lastLines.length + 1);
  expect(each, 'milliseconds for one').toBeLessThan(500);
});

test('a message without end is cut', () => {
  const text = `Traceback (most recent call last):\n  File "a.py", line 1, in f\nKeyError: ${'x'.repeat(5_000_000)}\n`;
  const begun = performance.now();
  expect(explain(text, { sourceOf: () => null })!.title.length).toBeLessThan(200);
  expect(performance.now() - begun).toBeLessThan(500);
});
