import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Conversation } from '../../../runtime/repl/conversation.ts';
import { runProgram } from '../../../runtime/repl/raw-repl.ts';
import { ScriptedPico, type ScriptedPicoOptions } from '../../support/scripted-pico.ts';

const decoder = new TextDecoder('latin1');
const encoder = new TextEncoder();

/** Nobody typed, and nobody pressed Stop. */
const untouched = { hasInput: false, endMayBeLost: false };

/** Sizes of the pieces in which everything travels, in turn. */
const chunking = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 20 });

/** Runs a program on a scripted board, both ways cut into pieces of the given sizes. */
function converse(source: string, options: ScriptedPicoOptions, sizes: number[]) {
  const towardsHost: number[] = [];
  const towardsBoard: number[] = [];
  const output: number[] = [];
  const pico = new ScriptedPico((bytes) => towardsHost.push(...bytes), options);
  let isSettling = false;
  const conversation = new Conversation(
    (incoming) =>
      runProgram(incoming, encoder.encode(source), { softReset: true, clearLine: false, course: untouched }),
    {
      send: (bytes) => towardsBoard.push(...bytes),
      output: (bytes) => output.push(...bytes),
      settle: () => (isSettling = true),
    },
  );
  conversation.begin();
  for (let turn = 0; towardsHost.length > 0 || towardsBoard.length > 0 || isSettling; turn++) {
    const size = sizes[turn % sizes.length]!;
    pico.receive(Uint8Array.from(towardsBoard.splice(0, size)));
    conversation.feed(Uint8Array.from(towardsHost.splice(0, size)));
    if (isSettling && towardsBoard.length === 0) {
      isSettling = false;
      conversation.settled();
    }
  }
  return { pico, conversation, output: Uint8Array.from(output) };
}

const text = (bytes: Uint8Array) => decoder.decode(bytes);

describe('running a program', () => {
  test.each(['supported', 'declined', 'unknown'] as const)('works where raw-paste is %s', (rawPaste) => {
    fc.assert(
      fc.property(
        chunking,
        fc.string({ unit: fc.constantFrom(...'abc ():\n"é'), minLength: 1, maxLength: 600 }),
        fc.integer({ min: 1, max: 300 }),
        (sizes, source, window) => {
          const error = 'Traceback (most recent call last):\r\nValueError: no\r\n';
          const run = () => ({ output: 'hello\r\n', error });
          const { pico, conversation, output } = converse(source, { rawPaste, window, run }, sizes);
          expect(text(conversation.end!.result)).toBe(error);
          expect(text(output)).toBe('hello\r\n');
          expect(pico.programs).toEqual([source]);
          expect(pico.softResets).toBe(1);
          expect(pico.overrun).toBe(false);
        },
      ),
    );
  });

  test('keeps every byte a program prints, the frame byte too', () => {
    const bytes = fc
      .array(fc.oneof(fc.integer({ min: 0, max: 255 }), fc.constantFrom(4, 4, 0x3e, 0x0a, 0x52, 1)), {
        maxLength: 300,
      })
      .filter((list) => !list.some((byte, index) => byte === 4 && list[index + 1] === 0x3e));
    fc.assert(
      fc.property(chunking, bytes, fc.boolean(), (sizes, list, fails) => {
        const error = fails ? 'Traceback (most recent call last):\r\nOSError: 5\r\n' : '';
        const run = () => ({ output: Uint8Array.from(list), error });
        const { conversation, output } = converse('x', { run }, sizes);
        expect([...output]).toEqual(list);
        expect(text(conversation.end!.result)).toBe(error);
      }),
    );
  });

  test('does not take for its end what a program prints, whatever that is', () => {
    const words = fc.array(
      fc.constantFrom('>>> ', 'OK', '\x04>', '\x04\x04>', '\x04no\x04>', '\x1b[2J', '\r\n', 'raw REPL', 'a'),
      { minLength: 1, maxLength: 12 },
    );
    fc.assert(
      fc.property(chunking, words, fc.boolean(), (sizes, list, fails) => {
        const error = fails ? 'Traceback (most recent call last):\r\nValueError: no\r\n' : '';
        const run = () => ({ output: list.join(''), error });
        const { conversation, output } = converse('x', { run }, sizes);
        expect(text(conversation.end!.result)).toBe(error);
        // Nothing is lost but frames; what might have been an error comes later.
        const sorted = (value: string) => [...value.replaceAll(/[\x04>]/g, '')].sort().join('');
        expect(sorted(text(output))).toBe(sorted(list.join('')));
      }),
    );
  });

  test('lets stray output between frames survive, in order', () => {
    const words = fc.array(fc.constantFrom('tick ', '', 'OK-ish ', 'R', '> ', 'raw', 'MPY', '\r\n'), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(chunking, words, (sizes, list) => {
        let said = '';
        let turn = 0;
        const stray = () => {
          const word = list[turn++ % list.length]!;
          said += word;
          return word;
        };
        const run = () => ({ output: 'done' });
        const { conversation, output } = converse('x'.repeat(300), { stray, run, window: 64 }, sizes);
        expect(conversation.end).toBeDefined();
        const plain = (value: string) => value.replaceAll('\r\n', '').replaceAll('OK', '');
        expect(plain(text(output))).toBe(plain(`${said}done`));
      }),
    );
  });
});
