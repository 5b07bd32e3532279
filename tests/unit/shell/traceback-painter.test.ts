import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TracebackPainter } from '../../../renderer/shell/traceback-painter.ts';

function painted(...pieces: string[]): string {
  const painter = new TracebackPainter();
  return pieces.map((piece) => painter.paint(piece)).join('');
}

const traceback =
  'Traceback (most recent call last):\r\n  File "<stdin>", line 1, in <module>\r\nNameError: x\r\n';

test('a traceback is red, what is around it is not', () => {
  expect(painted(`>>> x\r\n${traceback}>>> `)).toBe(
    '>>> x\r\n\x1b[31mTraceback (most recent call last):\r\n' +
      '  File "<stdin>", line 1, in <module>\r\nNameError: x\x1b[39m\r\n>>> ',
  );
});

test('places in files are underlined, the prompt is no file', () => {
  const text = traceback.replace('<stdin>', 'blink.py');
  expect(painted(text)).toContain('  \x1b[4mFile "blink.py", line 1\x1b[24m, in <module>\r\n');
  expect(painted(traceback)).not.toContain('\x1b[4m');
});

test('the heading inside a line is no traceback', () => {
  expect(painted('a Traceback (most recent call last):\r\nb\r\n')).not.toContain('\x1b');
});

test('ordinary text stays as it is, wherever it is cut', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), (pieces) => {
      expect(painted(...pieces)).toBe(pieces.join(''));
    }),
  );
});

test('colour begins and ends wherever the text is cut', () => {
  const text = `a\r\n${traceback}b\r\n`;
  fc.assert(
    fc.property(fc.nat(text.length), fc.nat(text.length), (one, other) => {
      const [first, second] = [Math.min(one, other), Math.max(one, other)];
      const result = painted(text.slice(0, first), text.slice(first, second), text.slice(second));
      expect(result.replace(/\x1b\[\d+m/g, '')).toBe(text);
      expect(result).toContain('NameError: x');
      expect(result.indexOf('\x1b[31m')).toBeLessThan(result.indexOf('NameError'));
      expect(result.indexOf('\x1b[39m')).toBeGreaterThan(result.indexOf('NameError'));
      expect(result.endsWith('b\r\n')).toBe(true);
    }),
  );
});
