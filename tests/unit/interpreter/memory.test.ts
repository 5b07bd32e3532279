import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { SimulatedBoard } from '../../support/simulated-board.ts';

/** Some programs take a second; a computer busy with other tests makes it many. */
const patience = 60_000;
vi.setConfig({ testTimeout: patience });

let board: SimulatedBoard;

beforeAll(async () => {
  board = await SimulatedBoard.start();
});
afterAll(() => board.end());

/** Runs a program on a board that was just soft-reset. */
async function run(source: string): Promise<{ output: string; error: string }> {
  await board.enterRaw();
  await board.send('\x04');
  await board.until(/raw REPL; CTRL-B to exit\r\n>$/);
  board.take();
  return board.run(source, patience);
}

/** Lines printed by a program that must end well. */
async function lines(source: string): Promise<string[]> {
  const { output, error } = await run(source);
  expect(error).toBe('');
  return output.split('\r\n').slice(0, -1);
}

describe('a program that makes garbage for ever', () => {
  const loops: [string, string][] = [
    ['lists', 'a = [i] * 20'],
    ['strings', "a = str(i) * 5 + 'x'"],
    ['floats', 'a = i * 1.0000001 + 0.5'],
    ['dicts', "a = {'k%d' % n: [n] for n in range(20)}"],
    ['10 KB bytearrays', 'a = bytearray(10000)'],
    ['big integers', 'a = 1 << (i % 5000)'],
    ['calls out', 'a = [time.ticks_ms()] * 20; time.sleep(0)'],
    ['generators in builtins', 'a = sum(len(str(n) * 5) for n in range(8))'],
  ];
  test.each(loops)('%s: runs on, and nothing is left', async (_name, statement) => {
    const [before, after] = await lines(`
import gc, time
a = None
gc.collect()
print(gc.mem_alloc())
for i in range(10000):
    ${statement}
a = None
gc.collect()
print(gc.mem_alloc())
`);
    expect(Number(after) - Number(before)).toBeLessThan(2000);
  });

  test('also inside one call of a builtin', async () => {
    expect(
      await lines(`
def noisy(n):
    [str(n) * 50 for _ in range(20)]
    return -n
print(sum(map(noisy, range(1000))), sorted(range(40), key=noisy)[0])
`),
    ).toEqual(['-499500 39']);
  });
});

describe('live data', () => {
  test('a program gets about what a Pico gives it', async () => {
    const [free, used] = await lines('import gc\ngc.collect()\nprint(gc.mem_free())\nprint(gc.mem_alloc())');
    expect(Number(free)).toBeGreaterThan(195_000);
    expect(Number(free)).toBeLessThan(201_000);
    expect(Number(used)).toBeLessThan(5_000);
  });

  test('150 KB run on, with garbage beside them', async () => {
    expect(
      await lines(`
kept = [bytearray(1000) for _ in range(150)]
for i in range(10000):
    a = [i] * 20
print(len(kept), sum(len(k) for k in kept))
`),
    ).toEqual(['150 150000']);
  });

  test('the limit comes between 175 and 195 KB', async () => {
    const [kilobytes] = await lines(`
kept = []
try:
    while True:
        kept.append(bytearray(1000))
except MemoryError:
    count = len(kept)
    kept = None
    print(count)
`);
    expect(Number(kilobytes)).toBeGreaterThan(175);
    expect(Number(kilobytes)).toBeLessThan(195);
  });

  test('250 KB raise MemoryError where it happened, with its line', async () => {
    const { error } = await run('kept = []\nfor _ in range(250):\n    kept.append(bytearray(1000))\n');
    expect(error).toContain(
      'line 3, in <module>\r\nMemoryError: memory allocation failed, allocating 1000 bytes',
    );
  });

  test('after it the program goes on, and so does the board', async () => {
    expect(
      await lines(`
for attempt in range(3):
    try:
        kept = [bytearray(1000) for _ in range(250)]
    except MemoryError as problem:
        print('caught', problem)
print('still here', sum(range(10)))
`),
    ).toEqual([
      ...Array<string>(3).fill('caught memory allocation failed, allocating 1000 bytes'),
      'still here 45',
    ]);
    expect(await lines('print(1 + 1)')).toEqual(['2']);
  });

  test('one huge allocation is refused at once, inside its try', async () => {
    expect(
      await lines(`
for size in (300_000, 5_000_000, 1_000_000_000):
    try:
        block = bytearray(size)
    except MemoryError as problem:
        print(problem)
`),
    ).toEqual(
      [300_000, 5_000_000, 1_000_000_000].map((n) => `memory allocation failed, allocating ${n} bytes`),
    );
  });

  test.each([
    ['string', "s = 'abc'\nwhile True: s = s + s"],
    ['integer', 'x = 3\nwhile True: x = x * x'],
    ['dict', 'd = {}\ni = 0\nwhile True:\n    d[i] = str(i)\n    i += 1'],
    ['range', 'list(range(10 ** 7))'],
    ['nested lists', 'x = []\nwhile True: x = [x]'],
  ])('a %s that grows without end is stopped', async (_name, program) => {
    expect((await run(program)).error).toMatch(/MemoryError: .*\r\n$/);
    expect(await lines('print("ready")')).toEqual(['ready']);
  });
});

describe('the gc module', () => {
  test('collect frees, and the numbers say so', async () => {
    expect(
      await lines(`
import gc
gc.collect()
free = gc.mem_free()
block = bytearray(50_000)
with_block = gc.mem_free()
block = None
gc.collect()
print(free - with_block in range(50_000, 50_200), abs(gc.mem_free() - free) < 200)
print(gc.isenabled(), gc.threshold())
gc.threshold(10_000)
print(gc.threshold())
`),
    ).toEqual(['True True', 'True -1', '10000']);
  });
});

describe('calls', () => {
  test('may nest about a hundred deep, then Python says so', async () => {
    const [depth, problem] = await lines(`
depth = 0
def deeper():
    global depth
    depth += 1
    deeper()
try:
    deeper()
except RuntimeError as problem:
    print(depth)
    print(problem)
`);
    expect(Number(depth)).toBeGreaterThan(90);
    expect(problem).toMatch(/recursion depth exceeded|pystack exhausted/);
  });

  test.each([
    ['repr', 'class A:\n    def __repr__(self): return repr(self)\nrepr(A())'],
    ['sort', 'def key(x): return sorted([1, 2], key=key)[0]\nkey(1)'],
    ['getattr', 'class A:\n    def __getattr__(self, name): return getattr(self, name)\nA().x'],
    ['nested data', 'x = []\nfor _ in range(1500): x = [x]\nrepr(x)'],
    ['brackets', "eval('(' * 3000 + ')' * 3000)"],
  ])('through %s end as well, and the board goes on', async (_name, program) => {
    expect((await run(program)).error).toMatch(/(RuntimeError|MemoryError|SyntaxError)[^\r]*\r\n$/);
    expect(await lines('print("ready")')).toEqual(['ready']);
  });
});

describe('text too large even for the way to Python', () => {
  test('ends the interpreter, in one line, and the board starts anew', async () => {
    await run('');
    await board.begin('line = input()');
    const decoder = new TextDecoder();
    let last = '';
    const restarted = new Promise<void>((resolve) => {
      const stop = board.link.onData((piece) => {
        // Megabytes of echo: only the end counts.
        last = (last + decoder.decode(piece)).slice(-200);
        board.take();
        if (!last.endsWith('>>> ')) return;
        stop();
        resolve();
      });
    });
    await Promise.all([board.send(`${'🙂'.repeat(1_100_000)}\r`), restarted]);
    expect(last).toMatch(/🙂\r\n(\r\n)?MemoryError: memory allocation failed\r\n/);
    expect(await lines('print(1 + 1)')).toEqual(['2']);
  });
});
