import { afterAll, beforeAll, expect, test } from 'vitest';
import { SimulatedBoard } from '../../support/simulated-board.ts';

let board: SimulatedBoard;

beforeAll(async () => {
  board = await SimulatedBoard.start();
});
afterAll(() => board.end());

/** Runs a program that must end well; what it printed. */
async function printed(source: string): Promise<string> {
  const { output, error } = await board.run(`import time\n${source}`);
  expect(error).toBe('');
  return output.trimEnd();
}

test('sleeps no less than asked, and at best to within 2 ms', async () => {
  const errors = await printed(`
def error(sleep, amount, us):
    found = []
    for _ in range(20):
        start = time.ticks_us()
        sleep(amount)
        found.append(time.ticks_diff(time.ticks_us(), start) - us)
    return min(found)
print(error(time.sleep, 0.02, 20000), error(time.sleep_ms, 5, 5000), error(time.sleep_us, 300, 300))`);
  for (const error of errors.split(' ').map(Number)) {
    expect(error).toBeGreaterThanOrEqual(0);
    expect(error).toBeLessThan(2000);
  }
});

test('ticks count microseconds and milliseconds alike', async () => {
  const [steps, difference] = (
    await printed(`
seen = set()
start_us, start_ms = time.ticks_us(), time.ticks_ms()
for _ in range(100): seen.add(time.ticks_us())
time.sleep_ms(30)
us, ms = time.ticks_diff(time.ticks_us(), start_us), time.ticks_diff(time.ticks_ms(), start_ms)
print(len(seen), us // 1000 - ms)`)
  )
    .split(' ')
    .map(Number);
  expect(steps).toBeGreaterThan(20);
  expect(Math.abs(difference ?? NaN)).toBeLessThanOrEqual(1);
});

test('the clock agrees with the computer and is whole', async () => {
  const before = Math.floor(Date.now() / 1000);
  const [seconds, kind, nanoseconds] = (
    await printed('print(time.time(), type(time.time()).__name__, time.time_ns())')
  ).split(' ');
  expect(Number(seconds)).toBeGreaterThanOrEqual(before);
  expect(Number(seconds)).toBeLessThanOrEqual(before + 5);
  expect(kind).toBe('int');
  expect(BigInt(nanoseconds ?? '') / 1_000_000_000n - BigInt(seconds ?? '')).toBeLessThanOrEqual(1n);
});

test('calendar times are what a Pico computes', async () => {
  const days = [
    '1970-01-01',
    '1999-12-31',
    '2000-02-29',
    '2024-02-29',
    '2024-12-31',
    '2025-03-01',
    '2099-07-04',
  ];
  for (const day of days) {
    const date = new Date(`${day}T12:34:56Z`);
    const seconds = date.getTime() / 1000;
    const yearDay = Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000) + 1;
    const weekday = (date.getUTCDay() + 6) % 7;
    const fields = [
      date.getUTCFullYear(),
      date.getUTCMonth() + 1,
      date.getUTCDate(),
      12,
      34,
      56,
      weekday,
      yearDay,
    ];
    expect(await printed(`print(time.gmtime(${seconds}), time.mktime(time.localtime(${seconds})))`)).toBe(
      `(${fields.join(', ')}) ${seconds}`,
    );
  }
  expect(await printed('print(time.mktime((2024, 2, 30, 1, 2, 3, 0, 0)))')).toBe('1709254923');
});

test('has the names a Pico has, and refuses what a Pico refuses', async () => {
  expect(await printed('print(sorted(n for n in dir(time) if n[0] != "_"))')).toBe(
    "['gmtime', 'localtime', 'mktime', 'sleep', 'sleep_ms', 'sleep_us', 'ticks_add', 'ticks_cpu', 'ticks_diff', 'ticks_ms', 'ticks_us', 'time', 'time_ns']",
  );
  expect((await board.run('import time\ntime.sleep("a")')).error).toBe(
    'Traceback (most recent call last):\r\n  File "<stdin>", line 2, in <module>\r\n' +
      "TypeError: can't convert str to float\r\n",
  );
  expect((await board.run('import time\ntime.localtime(1e9)')).error).toContain(
    "TypeError: can't convert float to int",
  );
});
