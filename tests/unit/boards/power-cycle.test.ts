/** Unplugging a board and plugging it in again, where that can be done from here. */

import { expect, test } from 'vitest';
import { ScriptedLink } from '../../support/scripted-link.ts';
import { createSimulatorLink } from '../../support/simulator-link.ts';
import { TestBoard } from '../../support/test-board.ts';

const forever = 'print("kept")\nwhile True: pass\n';

test('what is kept on the board starts by itself, and what ran is gone', async () => {
  const subject = new TestBoard(await createSimulatorLink());
  const { board } = subject;
  await board.connect();
  expect(board.summary.switchable).toBe(true);
  const run = board.run('from machine import Pin\nPin(15, Pin.OUT).on()\nwhile True: pass\n', 'other.py');
  await subject.until(() => board.hardware?.snapshot().pins[15]?.level === 1 || subject.state === 'running');
  await board.keep(forever);
  await board.powerCycle();
  expect((await run).outcome).toMatchObject({ kind: 'lost', problem: { code: 'board-restarted' } });
  await subject.until(() => subject.printed.includes('kept\r\n') && subject.state === 'running');
  expect(board.hardware?.snapshot().pins[15]?.function).toBe('unused');
  expect(subject.textOf('notice')).toContain('Unplugged, and plugged in again');

  await board.stop();
  await board.doNotStartByItself();
  await board.powerCycle();
  await subject.until(() => subject.state === 'ready');
  expect(await subject.ask('1 + 1')).toBe('2');
});

test('a board that has a cable says so', async () => {
  const subject = new TestBoard(new ScriptedLink({}));
  await subject.board.connect();
  expect(subject.board.summary.switchable).toBeUndefined();
  await expect(subject.board.powerCycle()).rejects.toMatchObject({
    problem: { code: 'board-not-switchable', hint: 'Pull its cable out and plug it in again.' },
  });
});
