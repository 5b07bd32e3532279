import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { SimulatedBoard } from '../../support/simulated-board.ts';

let board: SimulatedBoard;

beforeAll(async () => {
  board = await SimulatedBoard.start();
});
afterAll(() => board.end());
beforeEach(async () => {
  await board.send('\x03');
  await board.until(/>>> $/);
  board.take();
});

/** Types keys and Enter; what the program printed. */
async function printed(keys: string): Promise<string> {
  await board.send(`${keys}\r`);
  await board.until(/\r\n[^]*>>> $/);
  const lines = board.take().split('\r\n');
  return lines.slice(1, -1).join('\n');
}

test('characters of any script reach the program and are echoed', async () => {
  await board.send('print("é☃😀")');
  await board.until(/"\)$|\)\x1b\[K$/);
  const echo = board.take();
  expect(echo).toContain('é');
  expect(echo).toContain('😀');
  expect(await printed('')).toBe('é☃😀');
});

test('backspace and Delete erase whole characters', async () => {
  expect(await printed('print("aé☃\x7f\x7fb")')).toBe('ab');
  expect(await printed('print("é☃x")\x1b[D\x1b[D\x1b[D\x1b[D\x1b[3~')).toBe('éx');
});

test('the cursor moves over whole characters', async () => {
  expect(await printed('print("é☃")\x1b[D\x1b[D\x1b[Dö\x1b[C😀')).toBe('éö☃😀');
});

test('Home and End keys of control characters work on them too', async () => {
  expect(await printed('"é☃")\x01print(\x05')).toBe('é☃');
});

test('the history keeps them', async () => {
  expect(await printed('print("né")')).toBe('né');
  expect(await printed('\x1b[A')).toBe('né');
});

test('plain lines are edited as ever', async () => {
  expect(await printed('print("abd"\x1b[D\x1b[Dc\x1b[C\x1b[C)')).toBe('abcd');
});

test('bytes that are no character are dropped without harm', async () => {
  await board.link.write(Uint8Array.of(0xff, 0x80, 0xc3));
  expect(await printed('print("still here")')).toBe('still here');
});
