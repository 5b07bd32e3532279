import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readFormat, writeFormat } from '../../../renderer/editor/text-format.ts';

test('line ends and byte order mark come back as they were', () => {
  const content = '\uFEFFa = 1\r\nb = 2\r\n';
  const { text, format } = readFormat(content);
  expect(text).toBe('a = 1\nb = 2\n');
  expect(format).toEqual({ lineEnd: '\r\n', byteOrderMark: true });
  expect(writeFormat(text, format)).toBe(content);
});

test('a plain file stays plain', () => {
  const { text, format } = readFormat('a\nb');
  expect(format).toEqual({ lineEnd: '\n', byteOrderMark: false });
  expect(writeFormat(text, format)).toBe('a\nb');
});

test('every file with one kind of line end comes back byte for byte', () => {
  const line = fc.string().filter((text) => !/[\r\n\uFEFF]/.test(text));
  fc.assert(
    fc.property(
      fc.array(line, { minLength: 1 }),
      fc.constantFrom('\n', '\r\n'),
      fc.boolean(),
      (lines, end, mark) => {
        const content = (mark ? '\uFEFF' : '') + lines.join(end);
        const { text, format } = readFormat(content);
        expect(writeFormat(text, format)).toBe(content);
      },
    ),
  );
});
