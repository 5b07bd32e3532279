import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RawPasteFront, rawPasteWindow } from '../../../runtime/interpreter/prompt/raw-paste.ts';
import { SimulatedBoard } from '../../support/simulated-board.ts';

const invitation = [0x05, 0x41, 0x01];
const controlC = 0x03;
const controlD = 0x04;

/** A front whose interpreter only takes notes. */
function noted(): {
  front: RawPasteFront;
  bytes: number[];
  programs: number[][];
  replies: number[];
  cancelled: () => number;
} {
  const bytes: number[] = [];
  const programs: number[][] = [];
  const replies: number[] = [];
  let cancellations = 0;
  const front = new RawPasteFront({
    atEmptyRawLine: () => bytes.length === 0 || bytes.at(-1) === controlC || bytes.at(-1) === controlD,
    byte: (byte) => bytes.push(byte),
    program: (source) => programs.push([...source]),
    cancelled: () => cancellations++,
    reply: (reply) => replies.push(...reply),
  });
  return { front, bytes, programs, replies, cancelled: () => cancellations };
}

const sourceByte = fc.integer({ min: 0, max: 255 }).filter((byte) => byte !== controlC && byte !== controlD);

test('any program arrives whole, and one window is granted for every window taken', () => {
  fc.assert(
    fc.property(
      fc.array(sourceByte, { maxLength: 200 }),
      fc.nat({ max: 3 * rawPasteWindow }),
      (piece, length) => {
        const source = Array.from({ length }, (_, index) => piece[index % Math.max(piece.length, 1)] ?? 0x20);
        const { front, bytes, programs, replies } = noted();
        for (const byte of [...invitation, ...source, controlD]) front.accept(byte);
        expect(programs).toEqual([source]);
        expect(bytes).toEqual([]);
        const greeting = [0x52, 0x01, rawPasteWindow & 0xff, rawPasteWindow >> 8, 0x01];
        const grants = Array<number>(Math.floor(length / rawPasteWindow)).fill(0x01);
        expect(replies).toEqual([...greeting, ...grants]);
      },
    ),
    { numRuns: 50 },
  );
});

test('Ctrl-C gives a program up wherever it stands', () => {
  fc.assert(
    fc.property(fc.array(sourceByte), (source) => {
      const { front, programs, cancelled } = noted();
      for (const byte of [...invitation, ...source, controlC]) front.accept(byte);
      expect(programs).toEqual([]);
      expect(cancelled()).toBe(1);
      expect(front.receiving).toBe(false);
    }),
  );
});

test('what is no invitation passes unchanged', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(0x05, 0x41, 0x01, 0x03, 0x04, 0x61)), (typed) => {
      const { front, bytes, programs, cancelled } = noted();
      let inside = 0;
      for (const byte of typed) {
        if (front.receiving) inside++;
        front.accept(byte);
      }
      const starts = programs.length + cancelled() + (front.receiving ? 1 : 0);
      const held = typed.length - inside - bytes.length - starts * invitation.length;
      // At most the beginning of one more invitation is held back.
      expect(held).toBeGreaterThanOrEqual(0);
      expect(held).toBeLessThan(invitation.length);
    }),
  );
});

let board: SimulatedBoard;

beforeAll(async () => {
  board = await SimulatedBoard.start();
  await board.enterRaw();
});
afterAll(() => board.end());

/** Sends bytes by raw-paste in pieces of the given sizes; what the board says after the program. */
async function paste(source: Uint8Array, sizes: readonly number[]): Promise<string> {
  board.take();
  await board.send('\x05A\x01');
  await board.until(/^R\x01[^]{2,6}\x01/);
  let window = rawPasteWindow * 2;
  let sent = 0;
  board.take();
  for (let index = 0; sent < source.length; index++) {
    const size = Math.min(sizes[index % sizes.length] ?? 1, window, source.length - sent);
    if (size === 0) {
      await board.until(/\x01/);
      window += rawPasteWindow * (board.take().match(/\x01/g)?.length ?? 0);
      continue;
    }
    await board.link.write(source.subarray(sent, sent + size));
    sent += size;
    window -= size;
  }
  await board.send('\x04');
  await board.until(/\x04[^]*\x04[^]*\x04>$/);
  return board.take().replace(/^\x01*/, '');
}

const encoder = new TextEncoder();

test('programs run, by any chunking, and errors come after them', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 }),
      async (sizes) => {
        const source = encoder.encode('x = "é☃"\nfor i in range(3):\n    print(i, x)\n1/0\n');
        expect(await paste(source, sizes)).toBe(
          '\x040 é☃\r\n1 é☃\r\n2 é☃\r\n\x04Traceback (most recent call last):\r\n' +
            '  File "<stdin>", line 4, in <module>\r\nZeroDivisionError: divide by zero\r\n\x04>',
        );
      },
    ),
    { numRuns: 10 },
  );
});

test('control characters inside a program reach it', async () => {
  expect(await paste(encoder.encode('print([ord(c) for c in "\x01\x02\x05\x07"])'), [100])).toBe(
    '\x04[1, 2, 5, 7]\r\n\x04\x04>',
  );
});

test('an empty program does nothing', async () => {
  expect(await paste(new Uint8Array(), [1])).toBe('\x04\x04\x04>');
});

test('a program larger than every buffer arrives', async () => {
  const line = 'x = 1  # some code on a line that is about sixty characters\n';
  const source = encoder.encode(`${line.repeat(1500)}print("done")`);
  expect(await paste(source, [3000, 50_000])).toBe('\x04done\r\n\x04\x04>');
});

test('Ctrl-C during a paste is answered as a Pico does', async () => {
  board.take();
  await board.send('\x05A\x01x = 1\x03');
  await board.until(/>$/);
  expect(board.take().slice(5)).toMatch(/\x04\x04KeyboardInterrupt: \r\n\x04>$/);
  expect(await paste(encoder.encode('print("works")'), [5])).toBe('\x04works\r\n\x04\x04>');
});

test('arbitrary bytes never harm the board', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 80 }), async (bytes) => {
      const source = bytes.filter((byte) => byte !== controlC && byte !== controlD);
      await paste(source, [7]);
      expect(await paste(encoder.encode('print("works")'), [100])).toBe('\x04works\r\n\x04\x04>');
    }),
    { numRuns: 40 },
  );
});
