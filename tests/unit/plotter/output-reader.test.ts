import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { OutputPiece } from '../../../electron/api.ts';
import { OutputReader } from '../../../renderer/plotter/reading/output-reader.ts';

const program = (text: string): OutputPiece => ({ stream: 'program', text });
const started: OutputPiece = { stream: 'notice', text: 'Running a.py', starts: true };

/** What is found, a line each: `a=1 b=2`, `1 2`, or `started`. */
function find(...pieces: OutputPiece[]): string[] {
  const found: string[] = [];
  const reader = new OutputReader({
    numbers: ({ names, values }) =>
      found.push(values.map((value, index) => (names ? `${names[index]}=${value}` : `${value}`)).join(' ')),
    started: () => found.push('started'),
  });
  reader.push(pieces);
  return found;
}

test('lines are found wherever the pieces are cut', () => {
  const text = 'a:1 b:2\r\n>>> 5\r\nv1.2.3\r\ntime,temp\r\n1,20.5\r\n\x1b[31m7\x1b[0m\r\n3\r4\r50%\r\n';
  fc.assert(
    fc.property(fc.array(fc.nat(text.length)), (cuts) => {
      const places = [0, ...cuts.sort((one, other) => one - other), text.length];
      const pieces = places.slice(1).map((place, index) => program(text.slice(places[index], place)));
      expect(find(...pieces)).toEqual(['a=1 b=2', 'time=1 temp=20.5', '7', '3', '4', '50']);
    }),
  );
});

test('a line counts once it has ended', () => {
  expect(find(program('1'), program('2'))).toEqual([]);
  expect(find(program('1'), program('2\r\n'))).toEqual(['12']);
});

test('only what a program prints is read', () => {
  expect(find(program('1\n'), { stream: 'error', text: '2\n' }, { stream: 'notice', text: '3' })).toEqual([
    '1',
  ]);
});

test('what is typed at the prompt is not read; what it prints is', () => {
  expect(find(program('>>> print(5)\r\n5\r\n>>> for i in [1]:\r\n...     print(i)\r\n1\r\n'))).toEqual([
    '5',
    '1',
  ]);
});

test('a traceback is not read, with what it ends with', () => {
  const text =
    'Traceback (most recent call last):\r\n  File "<stdin>", line 1, in <module>\r\nKeyError: 5\r\n6\r\n';
  expect(find(program(text))).toEqual(['6']);
});

test('the first line of a table names its columns, also where cells are empty', () => {
  const table = 'time,temp,hum\n1,20,\n2,,41\n3,22,42\nsaved\n4,23,43\n';
  expect(find(program(table))).toEqual([
    'time=1 temp=20 hum=NaN',
    'time=2 temp=NaN hum=41',
    'time=3 temp=22 hum=42',
    'time=4 temp=23 hum=43',
  ]);
});

test.each([
  ['a greeting before other lines', 'Hello, world\nI begin\n1, 2\n', '1 2'],
  ['another number of columns', 'time,temp\n1 2 3\n', '1 2 3'],
  ['a single word', 'temp\n1\n', '1'],
  ['names that are alike', 'a,a\n1,2\n', '1 2'],
])('%s is no header', (_, text, numbers) => expect(find(program(text))).toEqual([numbers]));

test('a program that is started has nothing to do with the one before', () => {
  expect(find(program('a,b\n1,2\n3'), started, program('4,5\n'))).toEqual(['a=1 b=2', 'started', '4 5']);
});

test('a line of ten million characters is left out and costs no memory', () => {
  const reader = new OutputReader({ numbers: () => expect.fail('read'), started: () => {} });
  const chunk = '1'.repeat(100_000);
  for (let count = 0; count < 100; count++) reader.push([program(chunk)]);
  reader.push([program('\n')]);
  expect(find(program(chunk), program('\n7\n'))).toEqual(['7']);
});

test.each([
  ['colours', '\x1b[1;31m5\x1b[0m V\n'],
  ['a title', '\x1b]0;title 9\x075 V\n'],
  ['a title that never ends', '5 V\x1b]0;9\n'],
  ['a cleared line', '\x1b[2K\x1b[G5 V\n'],
  ['single control characters', '\x00\x075 V\x7f\n'],
])('%s in a line do not matter', (_, text) => expect(find(program(text))).toEqual(['5']));

test('bytes that are no text make a line that is not read', () => {
  expect(find(program('5 \ufffd\ufffd\n6\n'))).toEqual(['6']);
});
