import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { OutputFilter } from '../../../renderer/shell/output-filter.ts';

function filtered(...pieces: string[]): string {
  const filter = new OutputFilter();
  return pieces.map((piece) => filter.filter(piece)).join('');
}

describe('what passes', () => {
  test.each([
    ['text', 'hello\r\n'],
    ['any script', 'žluťoučký 日本語 👋'],
    ['Tab, backspace, bell', 'a\tb\b\x07'],
    ['colours', '\x1b[1;31mred\x1b[0m'],
    ['what the prompt uses to edit a line', '\x1b[3D\x1b[K\x1b[10C'],
    ['clearing the screen', '\x1b[2J\x1b[H'],
    ['hiding the cursor', '\x1b[?25l\x1b[?25h'],
  ])('%s', (_, text) => {
    expect(filtered(text)).toBe(text);
  });
});

describe('what is dropped', () => {
  test.each([
    ['a title', 'a\x1b]0;evil\x07b'],
    ['the clipboard', 'a\x1b]52;c;ZXZpbA==\x1b\\b'],
    ['a link', 'a\x1b]8;;http://evil\x1b\\\x1b]8;;\x1b\\b'],
    ['a title in 8-bit controls', 'a\x9d0;evil\x9cb'],
    ['a device string', 'a\x1bPq#0;2;0;0;0\x1b\\b'],
    ['privacy and program strings', 'a\x1b^x\x1b\\\x1b_y\x1b\\\x1bXz\x1b\\b'],
    ['questions that the terminal would answer', 'a\x1b[6n\x1b[c\x1b[>c\x1b[5n\x1b[?1$pb'],
    ['alternate screen, mouse, bracketed paste', 'a\x1b[?1049h\x1b[?1000h\x1b[?2004hb'],
    ['full reset', 'a\x1bcb'],
    ['erasing the scrollback', 'a\x1b[3Jb'],
    ['window operations', 'a\x1b[21tb'],
    ['character sets', 'a\x0e\x1b(0b'],
    ['other controls', 'a\x00\x01\x7fb'],
  ])('%s', (_, text) => {
    expect(filtered(text)).toBe('ab');
  });
});

test('a string that never ends costs its own line and no more', () => {
  expect(filtered('a\x1b]0;', 'evil\r\nnext\r\n')).toBe('a\r\nnext\r\n');
});

test('no sequence that does more than show text gets through, wherever pieces are cut', () => {
  const fragment = fc.constantFrom(
    '\x1b', '[', ']', 'P', '\x9d', '\x9b', '52;', '?1049', 'h', 'm', '\x07', '\\', 'text', '\n', 'c', 'n', '6',
  ); // prettier-ignore
  fc.assert(
    fc.property(fc.array(fc.array(fragment).map((parts) => parts.join(''))), (pieces) => {
      const whole = filtered(pieces.join(''));
      expect(filtered(...pieces)).toBe(whole);

      expect(whole).not.toMatch(/\x1b[^[78DEM]|[\x90\x98\x9b-\x9f]|\x1b\[[^A-Za-z@`]*[nchl]/);
    }),
  );
});
