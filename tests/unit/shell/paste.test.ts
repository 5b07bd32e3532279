import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planPaste } from '../../../renderer/shell/paste.ts';

const program = 'for i in range(2):\n    print(i)\n\nprint("end")\n';

test('one line goes in as if it were typed', () => {
  expect(planPaste('print(1)', true, '>>> ')).toEqual({ data: 'print(1)', blockLines: 0 });
});

test('one line with its line end runs at once', () => {
  expect(planPaste('print(1)\r\n', true, '>>> ').data).toBe('print(1)\r');
});

test('several lines at the prompt go in as one block, indentation as it was', () => {
  expect(planPaste(program, true, '>>> ')).toEqual({
    data: '\x05for i in range(2):\r    print(i)\r\rprint("end")\x04',
    blockLines: 4,
  });
});

test('what was typed before the paste begins the block', () => {
  expect(planPaste('[1,\n2]', true, '>>> x = ').data).toBe('\x03\x05x = [1,\r2]\x04');
});

test('lines cut out of a function lose the indentation they share', () => {
  expect(planPaste('    a = 1\n    if a:\n        b = 2', true, '>>> ').data).toBe(
    '\x05a = 1\rif a:\r    b = 2\x04',
  );
});

test('a program that asks for input gets the lines as if they were typed', () => {
  expect(planPaste('one\ntwo\n', false, 'Name? ')).toEqual({ data: 'one\rtwo\r', blockLines: 0 });
});

test('no control character of the pasted text reaches the board', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.boolean(), (text, atPrompt) => {
      const { data, blockLines } = planPaste(text, atPrompt, '>>> ');
      const inner = blockLines ? data.slice(1, -1) : data;
      expect(inner).not.toMatch(/[\x00-\x08\x0a-\x0c\x0e-\x1f]/);
    }),
  );
});
