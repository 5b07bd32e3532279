import { afterAll, beforeAll, expect, test } from 'vitest';
import { SimulatedBoard } from '../../support/simulated-board.ts';

let board: SimulatedBoard;

beforeAll(async () => {
  board = await SimulatedBoard.start();
});
afterAll(() => board.end());

test('a flood arrives whole and in order', async () => {
  const { output, error } = await board.run('for i in range(50000): print(i)', 20_000);
  expect(error).toBe('');
  expect(output).toBe(Array.from({ length: 50_000 }, (_, index) => `${index}\r\n`).join(''));
});

test('pause holds the program back in print; resume loses nothing', async () => {
  await board.begin('for i in range(120000): print("line", i)\nprint("end", i)');
  board.link.pause();
  const held = board.received.length;
  // Long enough for the whole program, were it not held back.
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(board.received.length).toBe(held);
  board.link.resume();
  const { output } = await board.finish(20_000);
  const lines = output.split('\r\n');
  expect(lines.length).toBe(120_002);
  expect(lines[77_777]).toBe('line 77777');
  expect(lines.at(-2)).toBe('end 119999');
});

test('ten megabytes in one line pass', async () => {
  const { output, error } = await board.run(
    'p = "x" * 10000\nfor i in range(1000): print(p, end="")\nprint()',
    20_000,
  );
  expect(error).toBe('');
  expect(output.length).toBe(10_000_002);
});
