import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wirePiece } from '../../../electron/boards/repl-files/wire-pieces.ts';

/** Takes a piece apart as the board does; `before` is what it still has of the content. */
function take(piece: Uint8Array, before: Uint8Array): Buffer {
  const text = Buffer.from(piece).toString('latin1');
  const [, kind, length, again, pair, sent = ''] = /^([pez])(.{4})(.{4})([^]{2})([^]*)$/.exec(text) ?? [];
  expect(length).toBe(again);
  expect(sent).toHaveLength(parseInt(length!, 16));
  const bytes = Buffer.from(kind === 'p' ? sent : sent.replaceAll(pair!, '\x03'), 'latin1');
  return kind === 'z' ? unpack(bytes, before) : bytes;
}

/** As `python/unpack.py`. */
function unpack(packed: Uint8Array, before: Uint8Array): Buffer {
  const content = [...before];
  for (let at = 0, flags = 1; at < packed.length; flags >>= 1) {
    if (flags === 1) flags = packed[at++]! | 256;
    if ((flags & 1) === 0) {
      content.push(packed[at++]!);
      continue;
    }
    const pair = packed[at++]! | (packed[at++]! << 8);
    const from = content.length - (pair >> 4) - 1;
    expect(from).toBeGreaterThanOrEqual(0);
    for (let copied = 0; copied < (pair & 15) + 3; copied++) content.push(content[from + copied]!);
  }
  return Buffer.from(content.slice(before.length));
}

/** What arrives of a content in pieces of this length. */
function arrive(content: Uint8Array, length: number, unpacks: boolean): { arrived: Buffer; sent: number } {
  const arrived: Buffer[] = [];
  let sent = 0;
  for (let start = 0; start < content.length; start += length) {
    const end = Math.min(content.length, start + length);
    const piece = wirePiece(content, start, end, { known: length, unpacks });
    expect(piece).not.toContain(3);
    sent += piece.length;
    arrived.push(take(piece, content.subarray(Math.max(0, start - length), start)));
  }
  return { arrived: Buffer.concat(arrived), sent };
}

const anything = fc.uint8Array({ maxLength: 4096, size: 'max' });
/** Much Ctrl-C, much that could be taken for what stands for it, and much that repeats itself. */
const awkward = fc.array(fc.constantFrom(0, 1, 3, 4), { maxLength: 4096, size: 'max' });

describe.each([true, false])('on a board that unpacks: %s', (unpacks) => {
  test.each([
    ['any bytes', anything],
    ['many Ctrl-C', awkward.map((bytes) => Uint8Array.from(bytes))],
  ])('%s arrive as they were, and none of them is Ctrl-C on the way', (_kind, contents) => {
    fc.assert(
      fc.property(contents, fc.integer({ min: 256, max: 4096 }), (content, length) => {
        expect(arrive(content, length, unpacks).arrived.equals(content)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });
});

test('a program’s text gets shorter, and chance hardly longer', () => {
  const text = Buffer.from('led = Pin("LED", Pin.OUT)\nwhile True:\n    led.toggle()\n'.repeat(40));
  expect(arrive(text, 4096, true).sent).toBeLessThan(text.length / 4);
  const chance = Uint8Array.from({ length: 4096 }, (_, index) => (index * index * 31 + (index >> 3)) & 255);
  expect(arrive(chance, 4096, true).sent).toBeLessThan(4096 * 1.1);
});
