import { expect, test } from 'vitest';
import { ManualClock } from '../../support/manual-clock.ts';
import { ScriptedLink } from '../../support/scripted-link.ts';
import { TestBoard } from '../../support/test-board.ts';

/** A board at its prompt; counts how often somebody was told to look at its files. */
async function atPrompt() {
  const clock = new ManualClock();
  const run = (source: string) => (source.includes('while') ? { runs: 'until-interrupted' as const } : {});
  const link = new ScriptedLink({ run });
  const told = { times: 0 };
  const events = { changed: () => undefined, filesChanged: () => void told.times++ };
  const { board } = new TestBoard(link, { clock, events });
  await Promise.all([board.connect(), clock.pass(1000)]);
  told.times = 0;
  return { clock, link, board, told };
}

test('files are looked at again after a line, however short it ran', async () => {
  const { clock, board, told } = await atPrompt();
  board.type("import os; os.mkdir('pictures')\r");
  await clock.pass(400);
  expect(told.times).toBe(0);
  await clock.pass(200);
  expect(told.times).toBe(1);
  await clock.pass(10_000);
  expect(told.times).toBe(1);
});

test('several lines in a row are one reason to look', async () => {
  const { clock, board, told } = await atPrompt();
  for (let line = 0; line < 5; line++) {
    board.type(`open('${line}.txt', 'w')\r`);
    await clock.pass(300);
  }
  expect(told.times).toBe(0);
  await clock.pass(1000);
  expect(told.times).toBe(1);
});

test('nobody looks while somebody types, only once that line is over', async () => {
  const { clock, board, told } = await atPrompt();
  board.type("open('a.txt', 'w')\r");
  await clock.pass(200);
  board.type('print(');
  await clock.pass(10_000);
  expect(told.times).toBe(0);
  board.type('1)\r');
  await clock.pass(600);
  expect(told.times).toBe(1);
});

test('a line that the board has not echoed yet is left alone too', async () => {
  const { clock, link, board, told } = await atPrompt();
  board.type("open('a.txt', 'w')\r");
  await clock.pass(400);
  link.write = async () => undefined;
  board.type('p');
  await clock.pass(10_000);
  expect(told.times).toBe(0);
});

test('nobody looks while a line runs, only once the prompt is back', async () => {
  const { clock, board, told } = await atPrompt();
  board.type('while True: pass\r');
  await clock.pass(10_000);
  expect(told.times).toBe(0);
  await Promise.all([board.stop().catch(() => undefined), clock.pass(2000)]);
  expect(told.times).toBe(1);
});

test('Enter at the empty prompt, and half a line given up, are no reason to look', async () => {
  const { clock, board, told } = await atPrompt();
  board.type('\r');
  board.type('pri\x03');
  await clock.pass(10_000);
  expect(told.times).toBe(0);
});
