/** When the loop of `asyncio` ends and what it leaves behind, as on a Pico. */

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { SimulatedBoard } from '../../support/simulated-board.ts';

let board: SimulatedBoard;

beforeAll(async () => {
  board = await SimulatedBoard.start();
});
beforeEach(() => lines('import asyncio\nasyncio.new_event_loop()\n'));
afterAll(() => board.end());

/** Runs a program that must end well; its lines. */
async function lines(source: string): Promise<string[]> {
  const { output, error } = await board.run(source);
  expect(error).toBe('');
  return output.split('\r\n').slice(0, -1);
}

test('the loop ends with the main task, whatever others still want to do', async () => {
  expect(
    await lines(`
async def other():
    print('other')
async def busy():
    while True:
        await asyncio.sleep(0)
async def quick():
    asyncio.create_task(other())
async def main():
    asyncio.create_task(busy())
    await asyncio.sleep_ms(5)
    return 'ended'
asyncio.run(quick())
asyncio.new_event_loop()
print(asyncio.run(main()))
`),
  ).toEqual(['ended']);
});

test('what run raised is not shown again by the next run', async () => {
  expect(
    await lines(`
async def fail():
    1/0
async def wait():
    await asyncio.sleep_ms(5)
    return 'well'
try:
    asyncio.run(fail())
except ZeroDivisionError:
    print('raised')
print(asyncio.run(wait()))
try:
    asyncio.current_task()
except RuntimeError:
    print('no task')
`),
  ).toEqual(['raised', 'well', 'no task']);
});

test('a loop that runs for ever can be stopped and used again', async () => {
  expect(
    await lines(`
loop = asyncio.get_event_loop()
async def stop():
    await asyncio.sleep_ms(2)
    loop.stop()
async def answer():
    return 42
loop.create_task(stop())
loop.run_forever()
print('stopped')
print(loop.run_until_complete(answer()))
`),
  ).toEqual(['stopped', '42']);
});

test('a flag is seen although another task never waits', async () => {
  expect(
    await lines(`
from machine import Timer
async def busy():
    while True:
        await asyncio.sleep(0)
async def main():
    flag = asyncio.ThreadSafeFlag()
    asyncio.create_task(busy())
    Timer(mode=Timer.ONE_SHOT, period=5, callback=lambda timer: flag.set())
    await flag.wait()
    return 'seen'
print(asyncio.run(main()))
`),
  ).toEqual(['seen']);
});

test('of two tasks that wait for input, one can be cancelled', async () => {
  await board.begin(`
import sys
async def read(name):
    print(name, repr(await asyncio.StreamReader(sys.stdin).read(1)))
async def main():
    first, second = asyncio.create_task(read('first')), asyncio.create_task(read('second'))
    await asyncio.sleep_ms(2)
    first.cancel()
    print('ready')
    await second
asyncio.run(main())
`);
  await board.until(/ready\r\n/);
  await board.send('x');
  expect(await board.finish()).toEqual({ output: "ready\r\nsecond 'x'\r\n", error: '' });
});

test('streams of a program are read by pieces and written as far as they take', async () => {
  expect(
    await lines(`
import io
class Slow(io.IOBase):
    lines = [None, b'one', b' line\\n', b'']
    written = b''
    def read(self, count):
        return b'ab'[:count]
    def readline(self):
        return self.lines.pop(0)
    def write(self, data):
        self.written += bytes(data[:2])
        return min(len(data), 2)
    def ioctl(self, request, flags):
        return flags & 5 if request == 3 else 0
async def main():
    slow = Slow()
    stream = asyncio.StreamWriter(slow)
    print(await stream.readline(), await stream.readline())
    print(await stream.readexactly(5), await stream.read(1))
    stream.write(b'12345')
    print(slow.written)
    await stream.drain()
    print(slow.written)
asyncio.run(main())
`),
  ).toEqual(["b'one line\\n' b''", "b'ababa' b'a'", "b'12'", "b'12345'"]);
});
