import { afterEach, beforeEach, expect, test } from 'vitest';
import { SimulatedBoard } from '../../support/simulated-board.ts';

let board: SimulatedBoard;

beforeEach(async () => {
  board = await SimulatedBoard.start();
  await board.prompt();
});
afterEach(() => board.end());

const restarted = /MemoryError: memory allocation failed\r\n[^]*MPY: soft reboot[^]*>>> /;

test('a line longer than the memory resets the board, which then works', async () => {
  const sent = board.send(`${'x'.repeat(250_000)}\r`);
  await board.until(restarted);
  await sent;
  await board.send('\x03');
  await board.until(/>>> $/);
  expect(await board.run('print("works")')).toEqual({ output: 'works\r\n', error: '' });
});

test('a line typed when the memory is full resets the board', async () => {
  await board.run('keep = []\ntry:\n    while True: keep.append(bytearray(20))\nexcept MemoryError: pass');
  await board.send('\x02');
  await board.prompt();
  await board.send('y'.repeat(2000));
  await board.until(restarted);
});

test('a program too large for the memory is refused, and the names stay', async () => {
  await board.run('kept = 7');
  await board.send('\x05A\x01');
  await board.until(/R\x01[^]*\x01$/);
  board.take();
  await board.send(`${'# a comment that is quite long, and longer\n'.repeat(7000)}\x04`);
  await board.until(/\x04>$/);
  expect(board.take().replace(/^\x01+/, '')).toMatch(
    /^\x04\x04MemoryError: memory allocation failed, allocating \d+ bytes\r\n\x04>$/,
  );
  expect(await board.run('print(kept)')).toEqual({ output: '7\r\n', error: '' });
});

test('a power cycle drops what was still on its way', async () => {
  await board.begin('while True: pass');
  const sent = board.send('z'.repeat(500_000));
  await board.link.capabilities.powerCycle?.();
  await sent;
  expect(await board.run('print("fresh")')).toEqual({ output: 'fresh\r\n', error: '' });
});
