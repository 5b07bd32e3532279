import { inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wirePiece } from '../../../electron/boards/repl-files/wire-pieces.ts';

/** Takes a piece apart as the board does. */
function unpack(piece: Uint8Array): Buffer {
  const text = Buffer.from(piece).toString('latin1');
  const [, kind, length, again, pair, packed = ''] = /^([pez])(.{4})(.{4})([^]{2})([^]*)$/.exec(text) ?? [];
  expect(length).toBe(again);
  expect(packed).toHaveLength(parseInt(length!, 16));
  const bytes = Buffer.from(kind === 'p' ? packed : packed.replaceAll(pair!, '\x03'), 'latin1');
  return kind === 'z' ? inflateRawSync(bytes) : bytes;
}

const anything = fc.uint8Array({ maxLength: 4096, size: 'max' });
/** Much Ctrl-C, and much that could be taken for what stands for it. */
const awkward = fc.array(fc.constantFrom(0, 1, 3, 4), { maxLength: 4096, size: 'max' });

test.each([
  ['any bytes', anything],
  ['many Ctrl-C', awkward.map((bytes) => Uint8Array.from(bytes))],
])('%s arrive as they were, and none of them is Ctrl-C on the way', (_kind, contents) => {
  fc.assert(
    fc.property(contents, (content) => {
      const piece = wirePiece(content);
      expect(piece).not.toContain(3);
      expect(unpack(piece).equals(content)).toBe(true);
    }),
    { numRuns: 50 },
  );
});

test('a program’s text gets shorter, and chance hardly longer', () => {
  const text = Buffer.from('led = Pin("LED", Pin.OUT)\nwhile True:\n    led.toggle()\n'.repeat(40));
  expect(wirePiece(text).length).toBeLessThan(text.length / 4);
  const chance = Uint8Array.from({ length: 4096 }, (_, index) => (index * index * 31 + (index >> 3)) & 255);
  expect(wirePiece(chance).length).toBeLessThan(4096 * 1.1);
});
