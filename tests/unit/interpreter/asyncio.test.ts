import { afterAll, beforeAll, expect, test } from 'vitest';
import { SimulatedBoard } from '../../support/simulated-board.ts';

let board: SimulatedBoard;

beforeAll(async () => {
  board = await SimulatedBoard.start();
});
afterAll(() => board.end());

/** Runs a program that must end well; its lines. */
async function lines(source: string): Promise<string[]> {
  const { output, error } = await board.run(source);
  expect(error).toBe('');
  return output.split('\r\n').slice(0, -1);
}

test('run gives back what the coroutine returns, and raises what it raises', async () => {
  expect(
    await lines(`
import asyncio
async def answer():
    await asyncio.sleep_ms(1)
    return 42
async def fail():
    await asyncio.sleep(0)
    1/0
print(asyncio.run(answer()))
try:
    asyncio.run(fail())
except ZeroDivisionError as problem:
    print('raised', problem)
`),
  ).toEqual(['42', 'raised divide by zero']);
});

test('tasks take turns, Event and Lock let them meet', async () => {
  expect(
    await lines(`
import asyncio
log = []
async def worker(name, event, lock):
    await event.wait()
    async with lock:
        log.append(name + ' in')
        await asyncio.sleep_ms(5)
        log.append(name + ' out')
async def main():
    event, lock = asyncio.Event(), asyncio.Lock()
    tasks = [asyncio.create_task(worker(name, event, lock)) for name in 'ab']
    await asyncio.sleep_ms(5)
    log.append('go')
    event.set()
    for task in tasks:
        await task
asyncio.run(main())
print(log)
`),
  ).toEqual(["['go', 'a in', 'a out', 'b in', 'b out']"]);
});

test('gather collects results in order, raises the first failure, or returns exceptions', async () => {
  expect(
    await lines(`
import asyncio
async def later(value, ms):
    await asyncio.sleep_ms(ms)
    return value
async def fail():
    await asyncio.sleep_ms(2)
    raise ValueError('no')
async def main():
    print(await asyncio.gather(later('a', 10), later('b', 1)))
    print(await asyncio.gather(later('a', 1), fail(), return_exceptions=True))
    try:
        await asyncio.gather(later('a', 20), fail())
    except ValueError as problem:
        print('failed', problem)
    print(await asyncio.gather())
asyncio.run(main())
`),
  ).toEqual(["['a', 'b']", "['a', ValueError('no',)]", 'failed no', '[]']);
});

test('wait_for gives up in time and cancels what it waited for', async () => {
  expect(
    await lines(`
import asyncio, time
async def long():
    try:
        await asyncio.sleep(10)
    finally:
        print('cleaned up')
async def quick():
    return 7
async def broken():
    raise KeyError('k')
async def main():
    start = time.ticks_ms()
    try:
        await asyncio.wait_for(long(), 0.03)
    except asyncio.TimeoutError:
        print('timeout', time.ticks_diff(time.ticks_ms(), start) < 300)
    print(await asyncio.wait_for_ms(quick(), 100))
    try:
        await asyncio.wait_for(broken(), 1)
    except KeyError as problem:
        print(repr(problem))
asyncio.run(main())
`),
  ).toEqual(['cleaned up', 'timeout True', '7', "KeyError('k',)"]);
});

test('a cancelled task runs its finally and says so to who waits', async () => {
  expect(
    await lines(`
import asyncio
async def long():
    try:
        await asyncio.sleep(10)
    finally:
        print('finally')
async def main():
    task = asyncio.create_task(long())
    await asyncio.sleep_ms(1)
    print(task.done(), task.cancel())
    try:
        await task
    except asyncio.CancelledError:
        print('cancelled', task.done())
    outer = asyncio.create_task(asyncio.gather(long(), long()))
    await asyncio.sleep_ms(1)
    outer.cancel()
    try:
        await outer
    except asyncio.CancelledError:
        print('gather cancelled')
    await asyncio.sleep_ms(1)
asyncio.run(main())
`),
  ).toEqual(['False True', 'finally', 'cancelled True', 'finally', 'finally', 'gather cancelled']);
});

test('an exception nobody retrieves is shown, as on a Pico', async () => {
  const shown = await lines(`
import asyncio
async def fail():
    1/0
async def main():
    asyncio.create_task(fail())
    await asyncio.sleep_ms(5)
    print('goes on')
asyncio.run(main())
`);
  expect(shown[0]).toBe("Task exception wasn't retrieved");
  expect(shown).toContain('ZeroDivisionError: divide by zero');
  expect(shown.join('\n')).not.toContain('nibble');
  expect(shown.at(-1)).toBe('goes on');
});

test('a flag set by a handler wakes the loop', async () => {
  expect(
    await lines(`
import asyncio, micropython
flag = asyncio.ThreadSafeFlag()
async def setter():
    await asyncio.sleep_ms(5)
    micropython.schedule(lambda _: flag.set(), 0)
async def main():
    asyncio.create_task(setter())
    await flag.wait()
    print('woken')
asyncio.run(main())
`),
  ).toEqual(['woken']);
});

test('StreamReader over standard input reads lines while other tasks run', async () => {
  await board.begin(`
import asyncio, sys
ticks = 0
async def tick():
    global ticks
    while True:
        await asyncio.sleep_ms(2)
        ticks += 1
async def main():
    asyncio.create_task(tick())
    reader = asyncio.StreamReader(sys.stdin)
    print('ready')
    print(repr(await reader.readline()))
    print(repr(await reader.readexactly(3)))
    print(ticks > 2)
asyncio.run(main())
`);
  await board.until(/ready\r\n/);
  await board.send('first li');
  await new Promise((resolve) => setTimeout(resolve, 30));
  await board.send('ne\rabc');
  const { output, error } = await board.finish();
  expect(error).toBe('');
  expect(output).toBe("ready\r\n'first line\\n'\r\n'abc'\r\nTrue\r\n");
});

test('waiting tasks use hardly any processor time', async () => {
  const before = process.cpuUsage();
  await lines(`
import asyncio
async def main():
    for _ in range(20):
        await asyncio.sleep_ms(50)
asyncio.run(main())
`);
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1000).toBeLessThan(300);
});

test('Ctrl-C ends a loop of tasks', async () => {
  await board.begin(`
import asyncio
async def main():
    print('in')
    try:
        while True:
            await asyncio.sleep(1)
    finally:
        print('out')
asyncio.run(main())
`);
  await board.until(/in\r\n/);
  await board.interrupt();
  const { error } = await board.finish();
  expect(error).toContain('KeyboardInterrupt');
  expect(error).not.toContain('nibble');
});

test('the names a Pico has are there', async () => {
  expect(
    await lines(`
import asyncio, uasyncio, asyncio.core, asyncio.stream
from asyncio import Event
print(uasyncio is asyncio, Event is asyncio.event.Event)
wanted = 'CancelledError Event IOQueue Lock Loop StreamReader StreamWriter Task ThreadSafeFlag TimeoutError create_task current_task gather get_event_loop new_event_loop open_connection run run_until_complete sleep sleep_ms start_server wait_for wait_for_ms'
print([name for name in wanted.split() if not hasattr(asyncio, name)])
`),
  ).toEqual(['True True', '[]']);
});
