import { readdir } from 'node:fs/promises';
import { afterEach, expect, test } from 'vitest';
import { SimulatorLink } from '../../../runtime/interpreter/simulator-link.ts';
import { SimulatedBoard } from '../../support/simulated-board.ts';

let board: SimulatedBoard;

afterEach(() => board.end());

const banner = /MicroPython v1\.27\.0 [^\r]*\r\nType "help\(\)" for more information\.\r\n>>> $/;

/** A board whose files are those given. */
async function boardWith(files: Record<string, string>): Promise<void> {
  board = await SimulatedBoard.start();
  await board.prompt();
  for (const [name, content] of Object.entries(files)) {
    await board.run(`with open(${JSON.stringify(name)}, 'w') as f: f.write(${JSON.stringify(content)})`);
  }
  await board.send('\x02');
  await board.prompt();
}

test('from the friendly REPL: boot.py, main.py in the same names, then the prompt', async () => {
  await boardWith({ 'boot.py': 'print("boot")\nb = 1\n', 'main.py': 'print("main", b, __name__)\n' });
  await board.send('\x04');
  await board.until(banner);
  expect(board.take()).toMatch(/^\r\nMPY: soft reboot\r\nboot\r\nmain 1 __main__\r\nMicroPython/);
  await board.send('b\r');
  await board.until(/>>> $/);
  expect(board.take()).toBe('b\r\n1\r\n>>> ');
});

test('from the raw REPL: boot.py only', async () => {
  await boardWith({ 'boot.py': 'print("boot")\n', 'main.py': 'print("main")\n' });
  await board.enterRaw();
  await board.send('\x04');
  await board.until(/raw REPL; CTRL-B to exit\r\n>$/);
  expect(board.take()).toBe('OK\r\nMPY: soft reboot\r\nboot\r\nraw REPL; CTRL-B to exit\r\n>');
  expect(await board.run('print("works")')).toEqual({ output: 'works\r\n', error: '' });
});

test('clears names, modules and what modules remember; keeps files', async () => {
  await boardWith({ 'counter.py': 'n = 0\n' });
  await board.run(
    'import counter\ncounter.n = 5\nx = [bytearray(100) for _ in range(100)]\nf = open("counter.py")\nimport os\nos.mkdir("folder")\nos.chdir("folder")',
  );
  await board.send('\x04');
  await board.until(/raw REPL; CTRL-B to exit\r\n>$/);
  expect(
    await board.run(
      'import sys\nprint("counter" in sys.modules, "x" in globals())\nimport counter\nprint(counter.n)',
    ),
  ).toEqual({ output: 'False False\r\n0\r\n', error: '' });
});

test('sys.exit() resets, as on a Pico', async () => {
  await boardWith({});
  await board.enterRaw();
  await board.send('import sys\nprint("bye")\nsys.exit()\n\x04');
  await board.until(/raw REPL; CTRL-B to exit\r\n>$/);
  expect(board.take()).toBe('OKbye\r\n\x04\x04MPY: soft reboot\r\nraw REPL; CTRL-B to exit\r\n>');
  await board.send('\x02');
  await board.prompt();
  await board.send('import sys; sys.exit()\r');
  await board.until(banner);
  expect(board.take()).toMatch(/^import sys; sys\.exit\(\)\r\nMPY: soft reboot\r\nMicroPython/);
});

test('a failing main.py shows its own name and lines, then the prompt comes', async () => {
  await boardWith({ 'main.py': 'def f():\n    1/0\nf()\n', 'boot.py': '' });
  await board.send('\x04');
  await board.until(banner);
  expect(board.take()).toContain(
    'Traceback (most recent call last):\r\n' +
      '  File "main.py", line 3, in <module>\r\n' +
      '  File "main.py", line 2, in f\r\n' +
      'ZeroDivisionError: divide by zero\r\n',
  );
});

test('a syntax error in main.py names the line', async () => {
  await boardWith({ 'main.py': 'x = 1\nif x\n' });
  await board.send('\x04');
  await board.until(banner);
  expect(board.take()).toContain('  File "main.py", line 2\r\nSyntaxError: invalid syntax\r\n');
});

test('Ctrl-C ends main.py, and the prompt comes', async () => {
  await boardWith({ 'main.py': 'print("running")\nwhile True: pass\n' });
  await board.send('\x04');
  await board.until(/running\r\n/);
  await board.interrupt();
  await board.until(banner);
  expect(board.take()).toContain('  File "main.py", line 2, in <module>\r\nKeyboardInterrupt: \r\n');
});

test('fifty resets leave nothing behind', async () => {
  await boardWith({});
  const count = 'print(len(globals()), "x" in globals())';
  const before = (await board.run(count)).output;
  for (let round = 0; round < 50; round++) {
    await board.run('import json, asyncio\nx = [bytearray(100) for _ in range(200)]\nclass Q: pass');
    await board.send('\x04');
    await board.until(/raw REPL; CTRL-B to exit\r\n>$/);
    board.take();
  }
  const { output } = await board.run(count);
  expect(output).toBe(before);
});

test('a power cycle ends a program that catches everything; files stay, the Link stays open', async () => {
  await boardWith({ 'kept.txt': 'kept' });
  await board.begin(
    'print("go")\nwhile True:\n    try:\n        while True: pass\n    except BaseException: pass',
  );
  await board.until(/go\r\n/);
  await board.interrupt();
  let closed = false;
  board.link.onClose(() => (closed = true));
  board.take();
  await board.link.capabilities.powerCycle?.();
  await board.until(banner);
  expect(closed).toBe(false);
  expect(await board.run('print("fresh")')).toEqual({ output: 'fresh\r\n', error: '' });
});

test('a power cycle at the prompt forgets everything that was not in the file yet', async () => {
  await boardWith({ 'kept.txt': 'kept', 'main.py': 'print("main")\n' });
  await board.run('x = 1\nf = open("kept.txt", "w")\nf.write("new")');
  await board.send('\x02');
  await board.prompt();
  await expect.poll(() => board.link.isIdle).toBe(true);
  await board.link.capabilities.powerCycle?.();
  await board.until(banner);
  expect(board.take()).toMatch(/^main\r\nMicroPython/);
  expect(await board.run('print("x" in globals(), open("kept.txt").read())')).toEqual({
    output: 'False kept\r\n',
    error: '',
  });
  expect(await readdir(board.root)).toEqual(['kept.txt', 'main.py']);
});

test('a power cycle ends a program that waits for input without another word', async () => {
  await boardWith({});
  await board.begin(
    'import sys\nprint("go")\ntry:\n    sys.stdin.read(1)\nfinally:\n    open("late", "w").close()\n    print("late")',
  );
  await board.until(/go\r\n/);
  await expect.poll(() => board.link.isIdle).toBe(true);
  board.take();
  await board.link.capabilities.powerCycle?.({ bare: true });
  await board.until(banner);
  expect(board.take()).toMatch(/^MicroPython/);
  expect(await readdir(board.root)).toEqual([]);
});

test('a program that fills the memory gets MemoryError, and the board lives', async () => {
  await boardWith({});
  expect((await board.run('b = []\nwhile True: b.append(bytearray(1000))')).error).toContain('MemoryError');
  expect((await board.run('b = bytearray(10_000_000)')).error).toContain('MemoryError');
  expect(await board.run('b = None\nprint("lives")')).toEqual({ output: 'lives\r\n', error: '' });
});

test('an interpreter that cannot start says so when it is opened', async () => {
  board = await SimulatedBoard.start();
  const broken = new URL('data:text/javascript,throw new Error("no")');
  const link = new SimulatorLink({
    ...board.link.options,
    threads: { ...board.link.options.threads, interpreter: broken },
  });
  await expect(link.open()).rejects.toMatchObject({ name: 'LinkError', reason: 'error' });
});

test('machine.reset() switches the board off and on, and the Link stays open', async () => {
  await boardWith({});
  await board.enterRaw();
  await board.send('import machine\nmachine.reset()\n\x04');
  await board.until(/MicroPython v1\.27\.0[^]*>>> $/);
  expect(await board.run('print("fresh")')).toEqual({ output: 'fresh\r\n', error: '' });
});

test('machine.reset() as the first thing a board does is heard too', async () => {
  await boardWith({
    'boot.py': `import os, machine
if 'again' not in os.listdir():
    open('again', 'w').close()
    machine.reset()
print('second time')
`,
  });
  await board.link.capabilities.powerCycle?.();
  await board.until(/second time\r\nMicroPython[^]*>>> $/);
});

test('closing and opening again starts a fresh board', async () => {
  await boardWith({});
  const reasons: string[] = [];
  board.link.onClose((reason) => reasons.push(reason));
  await board.link.close();
  expect(reasons).toEqual(['closed']);
  await expect(board.send('x')).rejects.toThrow('not connected');
  board.take();
  await board.link.open();
  await board.until(banner);
});

test('two boards do not disturb each other', async () => {
  board = await SimulatedBoard.start();
  const other = await SimulatedBoard.start({ model: 'pico-w' });
  try {
    await board.begin('who = "first"\nprint("go")\nwhile True: pass');
    await board.until(/go\r\n/);
    expect(await other.run('import sys\nprint(sys.implementation._machine, "who" in globals())')).toEqual({
      output: 'Simulated Raspberry Pi Pico W with RP2040 False\r\n',
      error: '',
    });
    await other.interrupt();
    await board.interrupt();
    expect((await board.finish()).error).toContain('KeyboardInterrupt');
    await other.link.close();
    expect(await board.run('print(who)')).toEqual({ output: 'first\r\n', error: '' });
  } finally {
    await other.end();
  }
});
