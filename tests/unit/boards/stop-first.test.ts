import { expect, test, vi } from 'vitest';
import type { Answer, Channel, Problem } from '../../../electron/api.ts';
import type { Boards } from '../../../renderer/boards/boards.svelte.ts';
import { DeliberateChannel } from '../../../renderer/boards/deliberate-channel.ts';
import type { LiveBoard } from '../../../renderer/boards/live-board.svelte.ts';
import { StopFirst } from '../../../renderer/boards/stop-first.ts';
import { ScriptedAsks } from '../../support/scripted-asks.ts';

const running: Answer<never> = { ok: false, problem: { code: 'board-running', message: '', hint: '' } };
const done: Answer<null> = { ok: true, value: null };
const problemOf = (answer: Answer<unknown>): Problem | null => (answer.ok ? null : answer.problem);

function prepare() {
  const asks = new ScriptedAsks();
  const stop = vi.fn(async () => {
    board.isRunning = false;
    return done;
  });
  const board = { isRunning: true, name: 'Pico E661', stop };
  const job = vi.fn(async () => (board.isRunning ? running : done));
  return { asks, board, job, stop, live: board as unknown as LiveBoard };
}

test('what a program is in the way of is done once it is stopped, if the person says so', async () => {
  const { asks, job, stop, live } = prepare();
  const answer = new StopFirst(asks).around([live], job);
  const question = await asks.next(() => {
    expect(stop).not.toHaveBeenCalled();
    return 'stop';
  });
  expect(question.title).toBe('A program is running on Pico E661');
  expect(await answer).toEqual(done);
  expect(job).toHaveBeenCalledTimes(2);
});

test('a program that may go on leaves everything as it was', async () => {
  const { asks, job, stop, live } = prepare();
  const answer = new StopFirst(asks).around([live], job);
  await asks.next(() => null);
  expect(problemOf(await answer)).toMatchObject({ code: 'cancelled' });
  expect(stop).not.toHaveBeenCalled();
  expect(job).toHaveBeenCalledTimes(1);
});

test('two jobs that wait for one program are one question', async () => {
  const { asks, board, job, stop, live } = prepare();
  const stopFirst = new StopFirst(asks);
  const answers = Promise.all([stopFirst.around([live], job), stopFirst.around([live], job)]);
  await asks.next(() => 'stop');
  expect(await answers).toEqual([done, done]);
  expect(stop).toHaveBeenCalledTimes(1);
  expect(board.isRunning).toBe(false);
  expect(asks.open).toBe(0);
});

test('a program that ended while the question showed need not be stopped; one that does not stop is told', async () => {
  const { asks, board, job, stop, live } = prepare();
  const stopFirst = new StopFirst(asks);
  const first = stopFirst.around([live], job);
  await asks.next(() => {
    board.isRunning = false;
    return 'stop';
  });
  expect(await first).toEqual(done);
  expect(stop).not.toHaveBeenCalled();

  board.isRunning = true;
  const silent = { code: 'board-silent', message: '', hint: '' };
  stop.mockResolvedValueOnce({ ok: false, problem: silent } as never);
  const second = stopFirst.around([live], job);
  await asks.next(() => 'stop');
  expect(problemOf(await second)).toEqual(silent);
});

test('a request says itself which boards it is about, by its own id or by its roots', async () => {
  const { asks, job, live, stop } = prepare();
  const boards = { get: (id: string) => (id === 'a' ? live : undefined) } as unknown as Boards;
  const channel = { request: job } as unknown as Channel;
  const deliberate = new DeliberateChannel(channel, boards, new StopFirst(asks));
  const root = { kind: 'board', boardId: 'a' } as const;
  const answer = deliberate.request('explorer.rename', { root, path: 'a.py', to: 'b.py' });
  await asks.next(() => 'stop');
  expect((await answer).ok).toBe(true);
  expect(stop).toHaveBeenCalledTimes(1);
});
