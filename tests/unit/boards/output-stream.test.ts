import fc from 'fast-check';
import { expect, test } from 'vitest';
import { OutputStream } from '../../../renderer/boards/output-stream.ts';
import type { OutputPiece } from '../../../electron/api.ts';

const program = (text: string): OutputPiece => ({ stream: 'program', text });
const textOf = (pieces: readonly OutputPiece[]): string => pieces.map(({ text }) => text).join('');
const ignore = { arrived: () => {}, restarted: () => {} };

function streamWithCredit(): { stream: OutputStream; credit: () => number } {
  let credit = 0;
  return { stream: new OutputStream((characters) => (credit += characters)), credit: () => credit };
}

test('credit comes back when output was shown, not when it arrived', () => {
  const { stream, credit } = streamWithCredit();
  stream.join(ignore);
  stream.push([program('hello')]);
  expect(textOf(stream.take(100))).toBe('hello');
  expect(credit()).toBe(0);
  stream.shown(5);
  expect(credit()).toBe(5);
});

test('without a display output counts as shown, and its end is kept for the next one', () => {
  const { stream, credit } = streamWithCredit();
  stream.push([program('x'.repeat(100_000)), program('end')]);
  expect(credit()).toBe(100_003);
  stream.join(ignore);
  const kept = textOf(stream.take(1_000_000));
  expect(kept.length).toBeLessThanOrEqual(128 * 1024);
  expect(kept.endsWith('xend')).toBe(true);
  stream.shown(kept.length);
  expect(credit()).toBe(100_003);
});

test('a new beginning replaces what was there and is not acknowledged', () => {
  const { stream, credit } = streamWithCredit();
  let restarts = 0;
  stream.join({ arrived: () => {}, restarted: () => (restarts += 1) });
  stream.push([program('old')]);
  stream.restart([program('new')]);
  expect(restarts).toBe(1);
  expect(textOf(stream.take(100))).toBe('new');
  stream.shown(3);
  expect(credit()).toBe(0);
});

test('who reads along gets every piece once, whether or not it is shown, and holds nothing up', () => {
  const { stream, credit } = streamWithCredit();
  let heard = '';
  const stop = stream.listen({
    pieces: (pieces) => (heard += textOf(pieces)),
    restarted: () => (heard += '|'),
  });
  stream.push([program('folded ')]);
  stream.join(ignore);
  stream.push([program('shown')]);
  stream.restart([program('before')]);
  stop();
  stream.push([program('later')]);
  expect(heard).toBe('folded shown|');
  expect(credit()).toBe('folded '.length);
});

test('whatever is taken how, nothing is lost, doubled or reordered', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string()),
      fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
      (texts, limits) => {
        const { stream, credit } = streamWithCredit();
        stream.join(ignore);
        stream.push(texts.map(program));
        let taken = '';
        for (let turn = 0; ; turn++) {
          const pieces = stream.take(limits[turn % limits.length]!);
          const text = textOf(pieces);
          expect(text.length).toBeLessThanOrEqual(limits[turn % limits.length]!);
          if (pieces.length === 0) break;
          stream.shown(text.length);
          taken += text;
        }
        expect(taken).toBe(texts.join(''));
        expect(credit()).toBe(taken.length);
      },
    ),
  );
});
