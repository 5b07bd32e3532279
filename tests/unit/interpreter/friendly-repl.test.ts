import { afterAll, beforeAll, expect, test } from 'vitest';
import { SimulatedBoard } from '../../support/simulated-board.ts';

let board: SimulatedBoard;

beforeAll(async () => {
  board = await SimulatedBoard.start();
});
afterAll(() => board.end());

test('greets as a Pico does, naming itself as simulated', async () => {
  await board.until(/>>> $/);
  expect(board.take()).toBe(
    'MicroPython v1.27.0 on 2025-12-10; Simulated Raspberry Pi Pico with RP2040\r\n' +
      'Type "help()" for more information.\r\n>>> ',
  );
});

test('evaluates lines and ends them with carriage return and line feed', async () => {
  await board.send('print("one\\ntwo")\r');
  await board.until(/>>> $/);
  expect(board.take()).toBe('print("one\\ntwo")\r\none\r\ntwo\r\n>>> ');
});

test('a soft reset clears every name', async () => {
  await board.send('x = 5\r\x04');
  await board.until(/MPY: soft reboot\r\nMicroPython [^]*>>> $/);
  board.take();
  await board.send('x\r');
  await board.until(/>>> $/);
  expect(board.take()).toContain("NameError: name 'x' isn't defined\r\n");
});
