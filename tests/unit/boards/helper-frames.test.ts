import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FrameReader } from '../../../electron/boards/helper/frame-reader.ts';

const nonce = '0123abcd';

function frame(kind: string, content: string, by = nonce): string {
  const said = `\x1e${by}${kind}${Buffer.from(content).toString('base64')}\n`;
  return `${said}${crc32(said).toString(16).padStart(8, '0')}\x1f`;
}

/** What a reader finds in text that arrives in pieces of this length. */
function read(text: string, piece = text.length): { frames: string[]; output: string } {
  const frames: string[] = [];
  let output = '';
  const reader = new FrameReader(nonce, {
    frame: ({ kind, content }) => frames.push(`${kind} ${Buffer.from(content).toString()}`),
    output: (bytes) => (output += Buffer.from(bytes).toString('latin1')),
  });
  for (let from = 0; from < text.length; from += piece) {
    reader.push(Buffer.from(text.slice(from, from + piece), 'latin1'));
  }
  reader.end();
  return { frames, output };
}

test('frames are found wherever they were cut, and what is between them is output', () => {
  const text = `tick\r\n${frame('c', '1 2')}tock${frame('v', '{"größe":1}')}\r\n\x1eno frame\x1f>>> `;
  for (let piece = 1; piece <= text.length; piece++) {
    expect(read(text, piece)).toEqual({
      frames: ['c 1 2', 'v {"größe":1}'],
      output: 'tick\r\ntock\r\n\x1eno frame\x1f>>> ',
    });
  }
});

test('a small frame that came twice counts once, and once is enough', () => {
  const sound = frame('c', 'credit');
  expect(read(sound + sound).frames).toEqual(['c credit']);
  expect(read(`${sound.slice(0, 12)}tick\r\n${sound.slice(12)}${sound}`).frames).toEqual(['c credit']);
});

test('a frame of somebody else is nobody’s, and one that was cut off does not swallow the next', () => {
  const sound = frame('v', '1');
  expect(read(frame('v', '2', 'ffffffff') + sound).frames).toEqual(['v 1']);
  expect(read(sound.slice(0, -4) + sound).frames).toEqual(['v 1']);
});

test('no wrong byte makes another frame out of one', () => {
  const sound = frame('v', 'true');
  fc.assert(
    fc.property(fc.nat(sound.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
      const wrong = Buffer.from(sound, 'latin1');
      wrong[at]! ^= change;
      expect(read(wrong.toString('latin1')).frames).toEqual([]);
    }),
  );
});

test('a program that prints the beginning of a frame and no end prints on', () => {
  const long = `\x1e${'x'.repeat(20_000)}`;
  expect(read(long, 100).output).toBe(long);
});
