import { afterAll, beforeAll, expect, test } from 'vitest';
import { SimulatedBoard } from '../../support/simulated-board.ts';

let board: SimulatedBoard;

beforeAll(async () => {
  board = await SimulatedBoard.start();
});
afterAll(() => board.end());

/** Runs a program that prints "go" and then reads; types `keys` there. */
async function typing(source: string, keys: string): Promise<string> {
  await board.begin(`print('go')\n${source}`);
  await board.until(/go\r\n/);
  await board.send(keys);
  const { output, error } = await board.finish();
  expect(error).toBe('');
  return output.slice('go\r\n'.length);
}

test('input() shows its prompt, echoes, and gives the line', async () => {
  expect(await typing("print(repr(input('name? ')))", 'Ada\r')).toBe("name? Ada\r\n'Ada'\r\n");
});

test('several lines typed ahead serve several input()', async () => {
  expect(await typing('print(input(), input())', '1\r2\r')).toBe('1\r\n2\r\n1 2\r\n');
});

test('input() edits the line: backspace, arrows, characters of any script', async () => {
  expect(await typing('print(input())', 'añx\x7f\x1b[D-\x1b[C☃\r')).toMatch(/\r\na-ñ☃\r\n$/);
});

test('Ctrl-D on an empty line ends input with EOFError', async () => {
  expect(await typing('try: input()\nexcept EOFError: print("end")', '\x04')).toBe('end\r\n');
});

test('sys.stdin reads characters and lines; Enter is a line feed', async () => {
  expect(await typing('import sys\nprint(repr(sys.stdin.read(3)))', 'abc')).toBe("'abc'\r\n");
  expect(await typing('import sys\nprint(repr(sys.stdin.readline()))', 'line\r')).toBe("'line\\n'\r\n");
  expect(await typing('import sys\nprint(sys.stdin.buffer.read(2))', 'zz')).toBe("b'zz'\r\n");
  expect(await typing('import sys\nprint(sys.stdin.read(2))', 'é☃')).toBe('é☃\r\n');
});

test('select.poll tells the truth about standard input', async () => {
  const poll = 'import select, sys\np = select.poll()\np.register(sys.stdin, select.POLLIN)\n';
  expect(await typing(`${poll}print(p.poll(0), p.poll(20))`, '')).toBe('[] []\r\n');
  expect(
    await typing(`${poll}r = p.poll()\nprint(r[0][0] is sys.stdin, r[0][1], sys.stdin.read(1))`, 'x'),
  ).toBe('True 1 x\r\n');
  expect(
    await typing(
      `import select, sys\nr = select.select([sys.stdin], [], [], 5)\nprint(len(r[0]), sys.stdin.read(1))`,
      'y',
    ),
  ).toBe('1 y\r\n');
});

test('what a program leaves unread goes to the prompt after it', async () => {
  await board.begin('import sys\nprint(sys.stdin.read(1))');
  await board.send('a\x02');
  await board.until(/>>> $/);
  expect(board.take()).toMatch(/^OKa\r\n\x04\x04>\r\nMicroPython/);
});

const idle: Record<string, string> = {
  'input()': 'input()',
  'sys.stdin.readline()': 'import sys\nsys.stdin.readline()',
  'time.sleep': 'import time\ntime.sleep(100)',
  'select.poll': 'import select, sys\np = select.poll()\np.register(sys.stdin, 1)\np.poll()',
};
for (const [name, source] of Object.entries(idle)) {
  test(`${name} waits without using the processor`, async () => {
    await board.begin(`print('go')\n${source}`);
    await board.until(/go\r\n/);
    const before = process.cpuUsage();
    await new Promise((resolve) => setTimeout(resolve, 500));
    const { user, system } = process.cpuUsage(before);
    await board.interrupt();
    await board.finish();
    expect((user + system) / 1000).toBeLessThan(150);
  });
}
