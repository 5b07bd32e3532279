import { expect, test } from 'vitest';
import type { CloseReason } from '../../../runtime/link.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { ScriptedLink } from '../../support/scripted-link.ts';
import { TestBoard } from '../../support/test-board.ts';

/** A board on which a program runs. */
async function running() {
  const link = new ScriptedLink({ run: () => ({ runs: 'until-interrupted' }) });
  const subject = new TestBoard(link);
  await subject.board.connect();
  const run = subject.board.run('while True: pass', 'loop.py');
  await subject.until(() => link.pico.programs.length === 1);
  return { link, subject, run };
}

test.each<[CloseReason, string, string]>([
  ['unplugged', 'board-restarting', 'loop.py was cut off.'],
  ['error', 'board-failed', 'loop.py was cut off. Pico on COM3 could not be used'],
])('a run whose connection ends as "%s" says so: %s', async (reason, code, notice) => {
  const { link, subject, run } = await running();
  link.end(reason);
  expect((await run).outcome).toMatchObject({ kind: 'lost', problem: { code } });
  await subject.until(() => subject.textOf('notice').includes(notice));
});

test('a run that somebody disconnected from says so', async () => {
  const { subject, run } = await running();
  await subject.board.disconnect();
  expect((await run).outcome).toMatchObject({ kind: 'lost', problem: { code: 'board-not-connected' } });
});

test('a run that was stopped when its board went away was stopped', async () => {
  const { link, subject, run } = await running();
  link.write = async () => link.end('unplugged');
  await subject.board.stop();
  expect((await run).outcome).toEqual({ kind: 'stopped' });
});

test.each<[string, (link: ScriptedLink, subject: TestBoard) => void]>([
  ['unplugged', (link) => link.end('unplugged')],
  ['caught with hands', (_link, subject) => void subject.board.rescue()],
])('a run that no Stop reached is not said to be stopped when its board is %s', async (_how, end) => {
  const clock = new ManualClock();
  const link = new ScriptedLink({ run: () => ({ runs: 'deaf' }) });
  const subject = new TestBoard(link, { clock });
  await Promise.all([subject.board.connect(), clock.pass(1000)]);
  const run = subject.board.run('while True: pass', 'loop.py');
  await clock.pass(100);
  const stop = Promise.allSettled([subject.board.stop(), subject.board.stop()]);
  await clock.pass(1700);
  await stop;
  expect(subject.state).toBe('silent');
  end(link, subject);
  await clock.pass(100);
  expect((await run).outcome).toMatchObject({ kind: 'lost' });
  expect(subject.textOf('notice')).toContain('loop.py was cut off.');
  expect(subject.textOf('notice')).not.toContain('Stopped');
});
