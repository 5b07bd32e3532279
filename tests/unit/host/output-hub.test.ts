import fc from 'fast-check';
import { expect, test } from 'vitest';
import { outputCredit, type OutputPiece } from '../../../electron/api.ts';
import { OutputHub } from '../../../electron/boards/output-hub.ts';
import { ManualClock } from '../../support/manual-clock.ts';

const length = (pieces: readonly OutputPiece[]) => pieces.reduce((sum, { text }) => sum + text.length, 0);
const textOf = (pieces: readonly OutputPiece[]) => pieces.map((piece) => piece.text).join('');

test('every window gets everything in order, never beyond its credit', async () => {
  const texts = fc.array(
    fc.tuple(fc.constantFrom('program' as const, 'error' as const), fc.integer({ min: 1, max: 90_000 })),
    {
      minLength: 1,
      maxLength: 12,
    },
  );
  await fc.assert(
    fc.asyncProperty(texts, fc.integer({ min: 20_000, max: outputCredit }), async (list, step) => {
      const clock = new ManualClock();
      const hub = new OutputHub(clock, () => undefined, 'skipped');
      const received: OutputPiece[] = [];
      let shown = 0;
      const viewing = hub.attach((pieces) => received.push(...pieces));
      let expected = '';
      list.forEach(([stream, count], index) => {
        const text = String.fromCharCode(97 + index).repeat(count);
        expected += text;
        hub.push(stream, text);
      });
      await clock.pass(100);
      while (shown < expected.length) {
        expect(length(received) - shown).toBeLessThanOrEqual(outputCredit);
        const more = Math.min(step, length(received) - shown);
        shown += more;
        viewing.acknowledge(more);
        await clock.pass(20);
      }
      expect(textOf(received)).toBe(expected);
    }),
    { numRuns: 15 },
  );
});

test('the board is held while the slowest window is behind, and released when it caught up or left', async () => {
  const clock = new ManualClock();
  const held: boolean[] = [];
  const hub = new OutputHub(clock, (hold) => held.push(hold), 'skipped');
  const quick = hub.attach(() => undefined);
  const other = hub.attach(() => undefined);
  hub.push('program', 'x'.repeat(outputCredit + 70_000));
  await clock.pass(20);
  expect(held).toEqual([true]);
  quick.acknowledge(outputCredit);
  await clock.pass(20);
  expect(held).toEqual([true]);
  other.end();
  expect(held).toEqual([true, false]);
});

test('a window that comes later sees what was printed before, up to a bound', () => {
  const hub = new OutputHub(new ManualClock(), () => undefined, 'skipped');
  for (let index = 0; index < 1000; index++) hub.push('program', `${String(index).padStart(998)}\r\n`);
  const { recent } = hub.attach(() => undefined);
  expect(length(recent)).toBe(100_000);
  expect(textOf(recent)).toMatch(/999\r\n$/);
});

test('a window hopelessly behind is told that output was left out', async () => {
  const clock = new ManualClock();
  const hub = new OutputHub(clock, () => undefined, 'skipped');
  const received: OutputPiece[] = [];
  hub.attach((pieces) => received.push(...pieces));
  for (let index = 0; index < 100; index++) hub.push('program', 'x'.repeat(100_000));
  await clock.pass(20);
  expect(received.filter((piece) => piece.stream === 'notice').map((piece) => piece.text)).toContain(
    'skipped',
  );
});
