import { expect, test } from 'vitest';
import type { OutputPiece } from '../../../electron/api.ts';
import { PromptErrors, typedLine } from '../../../renderer/explanations/prompt-errors.ts';

const traceback =
  'Traceback (most recent call last):\r\n  File "<stdin>", line 1, in <module>\r\n' +
  "NameError: name 'x' isn't defined\r\n";

/** What is found in texts of a board; `\r` alone stands for Enter being pressed. */
function foundIn(...texts: readonly (string | OutputPiece)[]): [traceback: string, line: string][] {
  const found: [string, string][] = [];
  const errors = new PromptErrors((text, line) => found.push([text, line]));
  for (const text of texts) {
    if (text === '\r') errors.entered();
    else errors.pieces([typeof text === 'string' ? { stream: 'program', text } : text]);
  }
  return found;
}

test('a line that fails at the prompt is found with what was typed', () => {
  expect(foundIn('>>> ', 'print(x)', '\r', '\r\n', traceback, '>>> ')).toEqual([[traceback, 'print(x)']]);
});

test('wherever the output is cut, and when Enter comes before its echo', () => {
  const pieces = [...`\r\n${traceback}>>> `];
  expect(foundIn('>>> x', '\r', ...pieces.map((text) => ({ stream: 'program' as const, text })))).toEqual([
    [traceback, 'x'],
  ]);
  expect(foundIn('>>> ', '\r', `x\r\n${traceback}>>> `)).toEqual([[traceback, 'x']]);
});

test('what a line prints before it fails does not matter', () => {
  expect(foundIn('>>> f()', '\r', '\r\nHello\r\n', traceback, '>>> ')).toEqual([[traceback, 'f()']]);
});

test('nothing was typed here, or a program runs: nothing is found', () => {
  expect(foundIn('>>> ', traceback, '>>> ')).toEqual([]);
  expect(foundIn('>>> f()', '\r', '\r\n', traceback, 'still running\r\n')).toEqual([]);
  expect(foundIn('>>> x', '\r', { stream: 'notice', text: 'Running a.py' }, traceback, '>>> ')).toEqual([]);
  expect(foundIn('>>> 1', '\r', '\r\n1\r\n>>> ')).toEqual([]);
});

test('the next line is watched anew', () => {
  const failed = [traceback, 'x'];
  expect(
    foundIn(
      '>>> 1',
      '\r',
      '\r\n1\r\n>>> ',
      'x',
      '\r',
      `\r\n${traceback}>>> `,
      'x',
      '\r',
      `\r\n${traceback}>>> `,
    ),
  ).toEqual([failed, failed]);
});

test.each([
  ['>>> print(x)', 'print(x)'],
  ['>>> pirnt\b\b\b\b\x1b[Krint', 'print'],
  ['>>> abc\x1b[2DX', 'aXc'],
  ['>>> ab\b\x1b[Kc', 'ac'],
  ['old >>> new >>> last', 'last'],
])('%j is read as %j', (echo, line) => {
  expect(typedLine(echo)).toBe(line);
});
