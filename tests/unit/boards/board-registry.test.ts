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
