import { expect, test } from 'vitest';
import type { BoardSummary } from '../../../electron/api.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { PluggedBoards } from '../../support/plugged-boards.ts';
import { createTestHost } from '../../support/test-host.ts';
import { openTestWindow } from '../../support/test-window.ts';

const one = { boardId: 'serial:E661' };
const two = { boardId: 'serial:E662' };

/** A window on a host into which boards can be plugged. */
async function openWindow(clock?: ManualClock) {
  const cables = new PluggedBoards();
  const host = await createTestHost({ sources: [cables], ...(clock && { clock }) });
  const window = openTestWindow(host);
  await window.value('session.start', {});
  /** What the window was told last of a board; `undefined` where it is not listed. */
  const board = ({ boardId }: { boardId: string }): BoardSummary | undefined =>
    window
      .seen('boards.changed')
      .at(-1)
      ?.boards.find(({ id }) => id === boardId);
  const state = (of: { boardId: string }) => board(of)?.state.name;
  return { cables, host, window, board, state };
}

test('a board that is plugged in is listed, and nothing is opened', async () => {
  const { cables, window, board } = await openWindow();
  const { links } = cables.plugIn('E661');
  await window.until(() => board(one) !== undefined);
  expect(board(one)).toMatchObject({
    label: 'Pico on COM3',
    port: 'COM3',
    nature: 'micropython',
    serialNumber: 'E661',
    state: { name: 'disconnected' },
  });
  expect(links).toEqual([]);
});

test('one that nobody used is forgotten when it is pulled out', async () => {
  const { cables, window, board } = await openWindow();
  cables.plugIn('E661');
  await window.until(() => board(one) !== undefined);
  cables.pullOut('E661');
  await window.until(() => board(one) === undefined);
});

test('one that was used stays, and at another port it is the same and connects by itself', async () => {
  const { cables, window, board, state } = await openWindow();
  cables.plugIn('E661');
  await window.until(() => state(one) === 'disconnected');
  await window.value('board.connect', one);
  cables.pullOut('E661');
  await window.until(() => state(one) === 'gone');
  expect(board(one)).toMatchObject({ state: { problem: { code: 'board-gone' } } });
  expect(board(one)).not.toHaveProperty('port');
  const { links } = cables.plugIn('E661', 'COM7');
  await window.until(() => state(one) === 'ready');
  expect(board(one)).toMatchObject({ label: 'Pico on COM7', port: 'COM7' });
  expect(links).toHaveLength(1);
});

test('one that somebody disconnected stays so when it returns', async () => {
  const { cables, window, state } = await openWindow();
  cables.plugIn('E661');
  await window.until(() => state(one) === 'disconnected');
  await window.value('board.connect', one);
  await window.value('board.disconnect', one);
  cables.pullOut('E661');
  await window.until(() => state(one) === 'gone');
  const { links } = cables.plugIn('E661');
  await window.until(() => state(one) === 'disconnected');
  expect(links).toEqual([]);
});

test('a port that changes without the board being seen to leave leads to the same board', async () => {
  const { cables, window, board, state } = await openWindow();
  cables.plugIn('E661');
  await window.until(() => state(one) === 'disconnected');
  await window.value('board.connect', one);
  const { links } = cables.plugIn('E661', 'COM4');
  await window.until(() => links.length === 1 && state(one) === 'ready');
  expect(board(one)).toMatchObject({ port: 'COM4', label: 'Pico on COM4' });
});

test('two boards pulled out at once are two boards unplugged', async () => {
  const { cables, window, state } = await openWindow();
  cables.plugIn('E661', 'COM3');
  cables.plugIn('E662', 'COM4');
  await window.until(() => state(one) === 'disconnected' && state(two) === 'disconnected');
  await Promise.all([window.value('board.connect', one), window.value('board.connect', two)]);
  cables.pullOut('E661', 'E662');
  await window.until(() => state(one) === 'gone' && state(two) === 'gone');
});

test('two windows that connect to one board share its connection, and lose it together', async () => {
  const { cables, host, window, state } = await openWindow();
  const other = openTestWindow(host);
  const { links } = cables.plugIn('E661');
  await window.until(() => state(one) === 'disconnected');
  await Promise.all([window.value('board.connect', one), other.value('board.connect', one)]);
  expect(links).toHaveLength(1);
  const stateThere = () =>
    other
      .seen('boards.changed')
      .at(-1)
      ?.boards.find(({ id }) => id === one.boardId)?.state.name;
  await Promise.all([
    window.until(() => state(one) === 'ready'),
    other.until(() => stateThere() === 'ready'),
  ]);
  cables.pullOut('E661');
  await Promise.all([window.until(() => state(one) === 'gone'), other.until(() => stateThere() === 'gone')]);
});

test('after many quick changes, what is there is what is listed', async () => {
  const { cables, window, state } = await openWindow();
  cables.plugIn('E661');
  await window.until(() => state(one) === 'disconnected');
  await window.value('board.connect', one);
  for (let change = 0; change < 50; change++) {
    cables.pullOut('E661');
    cables.plugIn('E661', `COM${change % 7}`);
  }
  cables.pullOut('E662');
  cables.plugIn('E662');
  await window.until(() => state(one) === 'ready' && state(two) === 'disconnected');
});

test('a computer that wakes finds its boards again, and connects to those it was connected to', async () => {
  const { cables, window, state } = await openWindow();
  const first = cables.plugIn('E661', 'COM3');
  const second = cables.plugIn('E662', 'COM4');
  await window.until(() => state(one) === 'disconnected' && state(two) === 'disconnected');
  await window.value('board.connect', one);
  cables.wake();
  await window.until(() => first.links.length === 2 && state(one) === 'ready');
  expect(state(two)).toBe('disconnected');
  expect(second.links).toEqual([]);
});

test('a board that was back before anybody saw it leave is connected again', async () => {
  const clock = new ManualClock();
  const { cables, window, state } = await openWindow(clock);
  const { links } = cables.plugIn('E661');
  await window.until(() => state(one) === 'disconnected');
  await Promise.all([window.value('board.connect', one), clock.pass(1000)]);
  links[0]!.end('unplugged');
  await window.until(() => state(one) === 'gone');
  await clock.pass(2000);
  await window.until(() => state(one) === 'ready');
});

/** A board at a place that runs a program for ever, and the Links that were made to it. */
async function openRunning(clock: ManualClock) {
  const desk = await openWindow(clock);
  desk.cables.plugIn('E661', 'COM3', '1-4');
  await desk.window.until(() => desk.state(one) === 'disconnected');
  await Promise.all([desk.window.value('board.connect', one), clock.pass(2000)]);
  void desk.window.request('board.run', { ...one, source: 'while True: pass', fileName: 'a.py' });
  await clock.pass(1000);
  await desk.window.until(() => desk.state(one) === 'running');
  return desk;
}

test('a board that its program switched to BOOTSEL mode is known there by its place, until it is back', async () => {
  const clock = new ManualClock();
  const { cables, window, host, state, board } = await openRunning(clock);
  cables.leave('E661');
  await window.until(() => state(one) === 'waiting');
  cables.toBootsel('E661', '1-4');
  await window.until(() => state(one) === 'bootsel');
  expect(board(one)).toMatchObject({
    label: 'Pico on COM3',
    nature: 'bootsel',
    state: { problem: { code: 'board-sent-to-bootsel' } },
  });
  const listed = (): string[] => host.boards.summaries.filter(({ nature }) => nature).map(({ id }) => id);
  expect(listed()).toEqual([one.boardId]);
  await clock.pass(60_000);
  expect(state(one)).toBe('bootsel');
  expect(await window.problem('board.connect', one)).toMatchObject({ code: 'board-sent-to-bootsel' });

  cables.pullOut('1-4');
  await window.until(() => state(one) === 'gone');
  cables.toBootsel('E661', '1-4');
  await window.until(() => board({ boardId: 'bootsel:1-4' }) !== undefined);
  expect(state(one)).toBe('gone'); // it may be any Pico now
  cables.pullOut('1-4');
  cables.plugIn('E661', 'COM5', '1-4');
  await window.until(() => state(one) === 'connecting');
  await clock.pass(2000);
  await window.until(() => state(one) === 'ready');
});

test('a board that restarts is connected again whatever else is plugged in meanwhile, and missed after a while', async () => {
  const clock = new ManualClock();
  const { cables, host, window, state, board } = await openRunning(clock);
  cables.leave('E661');
  await window.until(() => state(one) === 'waiting');
  cables.plugIn('E661', 'COM3', '1-4');
  for (let change = 0; change < 20; change++) {
    cables.plugIn('E662', `COM${10 + change}`);
    await host.boards.refresh();
    await clock.pass(100);
  }
  await window.until(() => state(one) === 'ready');

  void window.request('board.run', { ...one, source: 'while True: pass', fileName: 'a.py' });
  await clock.pass(1000);
  cables.leave('E661');
  await window.until(() => state(one) === 'waiting');
  cables.pullOut('E661');
  await host.boards.refresh();
  await clock.pass(11_000);
  await window.until(() => state(one) === 'gone');
  expect(board(one)).toMatchObject({ state: { problem: { code: 'board-not-back' } } });
});
