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

const timer = `
import time
from machine import Timer
count = 0
def tick(timer):
    global count
    count += 1
timer = Timer(period=5, callback=tick)
`;

const places: Record<string, string> = {
  'a loop that never calls out': 'while count < 5: pass',
  'a loop inside a function': 'def f():\n    while count < 5:\n        for i in range(100): i\nf()',
  sleep: 'while count < 5: time.sleep_ms(20)',
  'a generator': 'def g():\n    while count < 5: yield 1\nfor _ in g(): pass',
  'select.poll':
    'import select, sys\np = select.poll()\np.register(sys.stdin, 1)\nwhile count < 5: p.poll(20)',
};
for (const [name, loop] of Object.entries(places)) {
  test(`handlers run during ${name}`, async () => {
    expect(await lines(`${timer}${loop}\ntimer.deinit()\nprint(count >= 5)`)).toEqual(['True']);
  });
}

test('handlers run while a program waits for input', async () => {
  await board.begin(`${timer}\ntext = input('go ')\ntimer.deinit()\nprint(count >= 3, text)`);
  await board.until(/go $/);
  await new Promise((resolve) => setTimeout(resolve, 60));
  await board.send('x\r');
  expect((await board.finish()).output).toMatch(/True x\r\n$/);
});

test('handlers run at the idle prompt', async () => {
  await board.begin(
    `from machine import Timer\nt = Timer(mode=Timer.ONE_SHOT, period=20, callback=lambda t: print('at the prompt'))`,
  );
  await board.until(/at the prompt\r\n$/);
  expect(board.take()).toBe('OK\x04\x04>at the prompt\r\n');
});

test('what a handler raises is shown without a frame of ours, and the program goes on', async () => {
  const shown = await lines(`
import micropython
def bad(x):
    1/0
micropython.schedule(bad, 1)
for i in range(1000): pass
print('on')`);
  expect(shown).toEqual([
    'Traceback (most recent call last):',
    '  File "<stdin>", line 4, in bad',
    'ZeroDivisionError: divide by zero',
    'on',
  ]);
});

test('micropython.schedule keeps eight and refuses the ninth', async () => {
  expect(
    await lines(`
import micropython
ran = []
def fill(_):
    try:
        for n in range(9): micropython.schedule(ran.append, n)
    except RuntimeError as problem:
        print(problem)
micropython.schedule(fill, None)
while len(ran) < 8: pass
print(ran)`),
  ).toEqual(['schedule queue full', '[0, 1, 2, 3, 4, 5, 6, 7]']);
});

test('Ctrl-C ends a handler that hangs, and the program with it', async () => {
  await board.begin(`${timer}
timer.deinit()
def hang(timer):
    print('hangs')
    while True: pass
timer = Timer(mode=Timer.ONE_SHOT, period=5, callback=hang)
while True: pass`);
  await board.until(/hangs\r\n/);
  await board.interrupt();
  expect((await board.finish()).error).toContain('KeyboardInterrupt');
  expect(await lines('print("fine")')).toEqual(['fine']);
});

test('Ctrl-C ends a handler that hangs at the idle prompt', async () => {
  await board.begin(`from machine import Timer
def hang(timer):
    print('hangs')
    while True: pass
t = Timer(mode=Timer.ONE_SHOT, period=20, callback=hang)`);
  await board.until(/hangs\r\n/);
  await board.interrupt();
  await board.until(/KeyboardInterrupt: \r\n$/);
  expect(await lines('print("fine")')).toEqual(['fine']);
});

test('Ctrl-C and fast timers do not trip over each other', async () => {
  await lines(`
from machine import Timer
total = 0
def tick(timer):
    global total
    total += 1
timers = [Timer(period=period, callback=tick) for period in (1, 2, 3)]`);
  for (let round = 0; round < 60; round++) {
    const place = ['while True: pass', 'import time\ntime.sleep(100)', 'input()'][round % 3] ?? '';
    await board.begin(`print('go')\n${place}`);
    await board.until(/go\r\n/);
    await new Promise((resolve) => setTimeout(resolve, round % 5));
    await board.interrupt();
    expect((await board.finish()).error).toContain('KeyboardInterrupt');
  }
  expect(
    await lines(`
before = total
import time
time.sleep_ms(50)
print(total - before > 40)
for timer in timers: timer.deinit()`),
  ).toEqual(['True']);
});

test('a soft reset stops timers', async () => {
  await lines(
    `from machine import Timer\nt = Timer(period=5, callback=lambda t: print('tick'))\nwhile True:\n    break`,
  );
  await board.send('\x04');
  await board.until(/soft reboot[^]*raw REPL; CTRL-B to exit\r\n>$/);
  board.take();
  expect(await lines('import time\ntime.sleep_ms(50)\nprint("quiet")')).toEqual(['quiet']);
});

test('closing ends both threads', async () => {
  const other = await SimulatedBoard.start();
  await other.begin('while True: pass');
  await other.end();
  const threads = process.getActiveResourcesInfo().filter((name) => name === 'MessagePort').length;
  const third = await SimulatedBoard.start();
  await third.end();
  expect(process.getActiveResourcesInfo().filter((name) => name === 'MessagePort').length).toBe(threads);
});
