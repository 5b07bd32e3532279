/** Text has its line ends translated, the bytes of a buffer go through as they are: as on a Pico. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { SimulatedBoard } from '../../support/simulated-board.ts';

let board: SimulatedBoard;

beforeAll(async () => {
  board = await SimulatedBoard.start();
});
afterAll(() => board.end());

test('sys.stdin.buffer gives every byte as it was sent', async () => {
  await board.begin(`
import micropython, sys
micropython.kbd_intr(-1)
print('go')
print(sys.stdin.buffer.read(256) == bytes(range(256)))
micropython.kbd_intr(3)
`);
  await board.until(/go\r\n/);
  await board.link.write(Uint8Array.from({ length: 256 }, (_, byte) => byte));
  expect(await board.finish()).toEqual({ output: 'go\r\nTrue\r\n', error: '' });
});

test('sys.stdin ends its lines with a line feed', async () => {
  await board.begin(`
import sys
print('go')
print(repr(sys.stdin.read(2)), sys.stdin.buffer.read(2), repr(sys.stdin.readline()))
`);
  await board.until(/go\r\n/);
  await board.send('a\rb\rline\r');
  expect(await board.finish()).toEqual({ output: "go\r\n'a\\n' b'b\\r' 'line\\n'\r\n", error: '' });
});

test('sys.stdout.buffer writes every byte as it is, sys.stdout does not', async () => {
  const { output, error } = await board.run(`
import sys
sys.stdout.buffer.write(b'a\\nb\\r\\nc\\r')
sys.stderr.buffer.write(b'd\\n')
sys.stdout.write('e\\n')
print('f')
`);
  expect({ output, error }).toEqual({ output: 'a\nb\r\nc\rd\ne\r\nf\r\n', error: '' });
});

test('a program can wait for a buffer among other streams', async () => {
  await board.begin(`
import asyncio, select, sys
poll = select.poll()
poll.register(sys.stdout.buffer, select.POLLOUT)
print(len(poll.poll(0)))
poll = select.poll()
poll.register(sys.stdin.buffer, select.POLLIN)
print(len(poll.poll(0)))
print('go')
print(poll.poll()[0][0] is sys.stdin.buffer, sys.stdin.buffer.read(1))
async def main():
    print(await asyncio.StreamReader(sys.stdin.buffer).readexactly(3))
asyncio.run(main())
`);
  await board.until(/go\r\n/);
  await board.send('1\r\n3');
  expect(await board.finish()).toEqual({ output: "1\r\n0\r\ngo\r\nTrue b'1'\r\nb'\\r\\n3'\r\n", error: '' });
});
