import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { logLine, readLog } from '../../../electron/recovery/log-lines.ts';
import { writtenText } from '../../../electron/recovery/written-text.ts';
import { beginning, typing } from '../../support/recovery-parts.ts';

const text = 'led = "an"\n# größer 🙂\n';
const entries = [...beginning('blink.py', text), typing(text.length, 'a\nb'), typing(text.length + 3, 'c')];
const log = Buffer.from(entries.map(logLine).join(''));
/** Everything that was the text at some time. */
const stages = [text, `${text}a\nb`, `${text}a\nbc`];
const lengthOfLast = logLine(entries.at(-1)!).length;

describe('a log', () => {
  test('is read as it was written', () => {
    expect(readLog(log)).toEqual({ entries, damaged: false, newer: false });
    expect(writtenText(readLog(log).entries)).toBe(stages[2]);
  });

  test('that ends at any byte gives what is whole, and of the text what is there', () => {
    for (let end = 0; end < log.length; end++) {
      const found = readLog(log.subarray(0, end));
      const written = writtenText(found.entries)!;
      const isReady = found.entries.some(({ kind }) => kind === 'ready');
      if (isReady) expect(stages).toContain(written);
      else expect(text.startsWith(written.replace(/\uFFFD$/, ''))).toBe(true);
    }
    expect(writtenText(readLog(log.subarray(0, log.length - lengthOfLast)).entries)).toBe(stages[1]);
  });

  test('with any byte changed never ends reading, and never gives a text nobody typed unmarked', () => {
    for (let at = 0; at < log.length; at++) {
      const flipped = Buffer.from(log);
      flipped[at]! ^= 0x10;
      const found = readLog(flipped);
      expect(found.damaged).toBe(true);
      expect(found.newer).toBe(false);
    }
  });

  test('of noise is read to its end', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.integer({ min: 0, max: log.length }), (noise, at) => {
        const noisy = Buffer.concat([log.subarray(0, at), noise, log.subarray(at)]);
        const { entries: found } = readLog(noisy);
        expect(typeof writtenText(found)).toBe('string');
      }),
    );
  });

  test('in which damage made an escape that JSON does not have, gives the text before it', () => {
    const line = logLine({ kind: 'text', text: 'one\ntwo' }).replace(String.raw`one\n`, String.raw`one\N`);
    expect(readLog(Buffer.from(line)).entries).toEqual([{ kind: 'text', text: 'one' }]);
  });

  test('of a newer version is known as such', () => {
    const begin = { ...beginning('a.py', '')[0]!, format: 2 };
    expect(readLog(Buffer.from(logLine(begin as never))).newer).toBe(true);
    const unknown = { kind: 'invented-later', text: 'x' };
    expect(readLog(Buffer.from(logLine(unknown as never))).newer).toBe(true);
  });
});
