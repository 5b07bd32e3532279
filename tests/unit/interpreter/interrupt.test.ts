import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SimulatedBoard } from '../../support/simulated-board.ts';

let board: SimulatedBoard;

beforeAll(async () => {
  board = await SimulatedBoard.start();
});
afterAll(() => board.end());

/** What Ctrl-C must end, each printing "go" right before. */
const constructs: Record<string, string> = {
  'an empty loop': `print('go')
while True: pass`,
  'a counting loop': `x = 0
print('go')
while True: x += 1`,
  'a long sleep': `import time
print('go')
time.sleep(1e6)`,
  'a long sleep in milliseconds': `import time
print('go')
time.sleep_ms(10**8)`,
  'input()': `print('go')
input('name? ')`,
  'sys.stdin.read': `import sys
print('go')
sys.stdin.read(5)`,
  'sys.stdin.readline': `import sys
print('go')
sys.stdin.readline()`,
  'sys.stdin.buffer.read': `import sys
print('go')
sys.stdin.buffer.read(4)`,
  'select.poll': `import select, sys
p = select.poll()
p.register(sys.stdin, select.POLLIN)
print('go')
p.poll()`,
  'a flood of prints': `print('go')
while True: print('x' * 50)`,
  'nested functions': `import time
def f(n):
    while True:
        f(n - 1) if n else time.sleep(9)
print('go')
f(5)`,
  'a generator': `def g():
    while True: yield 1
print('go')
for x in g(): pass`,
  'a generator inside a builtin': `def g():
    while True: yield 1
print('go')
sum(g())`,
  'a comprehension': `print('go')
any({False for _ in range(10**9)})`,
  'except Exception around everything': `import time
print('go')
while True:
    try: time.sleep(1)
    except Exception: pass`,
  'a class with many methods': `class C:
    def __init__(self): self.n = 0
    def step(self): self.n += 1
c = C()
print('go')
while True: c.step()`,
  'while True with a for inside': `print('go')
while True:
    for i in range(1000): pass`,
};

describe('Ctrl-C ends, once,', () => {
  for (const [name, source] of Object.entries(constructs)) {
    test(name, async () => {
      const guarded = source.replaceAll(/^/gm, '    ');
      await board.begin(
        `try:\n${guarded}\nexcept KeyboardInterrupt:\n    print('caught')\nfinally:\n    print('finally')`,
      );
      await board.until(/go\r\n/);
      await board.interrupt();
      await board.until(/finally\r\n/);
      const { output, error } = await board.finish();
      expect(error).toBe('');
      expect(output).toMatch(/caught\r\nfinally\r\n$/);
      expect(await board.run('for i in range(2000): pass\nprint("fine")')).toEqual({
        output: 'fine\r\n',
        error: '',
      });
    });
  }

  test('a loop that grows the heap, which may take longer', async () => {
    await board.begin(
      `keep = []
print('go')
try:
    while True:
        try: keep.append(bytearray(50))
        except MemoryError: keep.clear()
finally:
    keep = None`,
    );
    await board.until(/go\r\n/);
    await board.interrupt();
    const { error } = await board.finish();
    expect(error).toContain('KeyboardInterrupt');
  });
});

test('the traceback is the one a Pico prints, without a trace of ours', async () => {
  await board.begin('import time\ndef nap():\n    time.sleep(9)\nprint("go")\nnap()');
  await board.until(/go\r\n/);
  await board.interrupt();
  expect((await board.finish()).error).toBe(
    'Traceback (most recent call last):\r\n' +
      '  File "<stdin>", line 5, in <module>\r\n' +
      '  File "<stdin>", line 3, in nap\r\n' +
      'KeyboardInterrupt: \r\n',
  );
});

test('a Ctrl-C at any moment is neither lost nor felt by the next program', async () => {
  const programs = [
    'while True: pass',
    'import time\ntime.sleep(1e6)',
    'input()',
    'import sys\nsys.stdin.read(5)',
    'for i in range(30000): pass',
    'import time\ntime.sleep_ms(3)',
    'while True:\n    try:\n        while True: pass\n    except KeyboardInterrupt:\n        break',
  ];
  await board.enterRaw();
  for (let round = 0; round < 140; round++) {
    board.take();
    await board.send(`${programs[round % programs.length]}\n\x04`);
    const delay = (round * 7) % 9;
    await new Promise((resolve) => setTimeout(resolve, delay));
    await board.interrupt();
    await board.until(/\x04[^]*\x04>/);
    board.take();
    await board.send('for i in range(300): pass\nprint("fine")\n\x04');
    await board.until(/\x04\x04>$/);
    expect(board.take()).toMatch(/^>?OKfine\r\n\x04\x04>$/);
  }
});

test('Ctrl-C overtakes output that nobody takes', async () => {
  await board.begin('try:\n    while True: print("x" * 50)\nfinally:\n    open("stopped", "w").close()');
  board.link.pause();
  // Until the rings are full and the program is blocked in print.
  await new Promise((resolve) => setTimeout(resolve, 200));
  await board.interrupt();
  await new Promise((resolve) => setTimeout(resolve, 100));
  board.link.resume();
  const { error } = await board.finish();
  expect(error).toContain('KeyboardInterrupt');
});

test('Ctrl-C overtakes input that nobody reads', async () => {
  await board.begin('print("go")\nwhile True: pass');
  await board.until(/go\r\n/);
  void board.send('y'.repeat(300_000));
  await board.interrupt();
  const { error } = await board.finish();
  expect(error).toContain('KeyboardInterrupt');
  expect(await board.run('print("fine")')).toEqual({ output: 'fine\r\n', error: '' });
});

test('what was typed before Ctrl-C is thrown away, as on a Pico', async () => {
  await board.begin('print("go")\nwhile True: pass');
  await board.until(/go\r\n/);
  await board.send('print("typed")\r\x03');
  const { output, error } = await board.finish();
  expect(output).toBe('go\r\n');
  expect(error).toContain('KeyboardInterrupt');
});

test('at the prompt Ctrl-C gives the line up', async () => {
  await board.send('\x02');
  await board.prompt();
  await board.send('1 + 1\x03');
  await board.until(/\r\n>>> $/);
  expect(board.take()).toBe('1 + 1\r\n>>> ');
});

test('a program may ask for Ctrl-C as a byte', async () => {
  await board.begin(
    'import micropython, sys\nmicropython.kbd_intr(-1)\nprint(repr(sys.stdin.read(2)))\nmicropython.kbd_intr(3)',
  );
  await board.send('\x03x');
  expect(await board.finish()).toEqual({ output: "'\\x03x'\r\n", error: '' });
});
