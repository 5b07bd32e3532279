/** A port behind which there is no board, but something that sends whatever it likes, for ever. */

import { expect, test } from 'vitest';
import { boardProblem } from '../../../electron/boards/board-problems.ts';
import { ProblemError } from '../../../electron/problem.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { ScriptedLink } from '../../support/scripted-link.ts';
import { TestBoard } from '../../support/test-board.ts';

/** Sends a piece every 50 ms and hears nothing; with `null`, sends back what it hears. */
function strange(clock: ManualClock, piece: (() => Uint8Array) | null): ScriptedLink {
  const link = new ScriptedLink();
  link.write = async (sent) => {
    if (!piece) link.pico.sayBytes(sent);
  };
  const open = link.open.bind(link);
  const spew = (): void => {
    if (!piece) return;
    link.pico.sayBytes(piece());
    clock.after(50, spew);
  };
  link.open = async () => {
    await open();
    spew();
  };
  return link;
}

/** Waits for a job while time passes; answers its problem, or `undefined`. */
async function problemOf(clock: ManualClock, job: Promise<unknown>): Promise<ProblemError | undefined> {
  const ended = job.then(
    () => undefined,
    (error: unknown) => boardProblem(error, 'Pico'),
  );
  await clock.pass(60_000);
  const problem = await ended;
  if (problem !== undefined) expect(problem).toBeInstanceOf(ProblemError);
  return problem as ProblemError | undefined;
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test.each([
  ['noise', () => crypto.getRandomValues(new Uint8Array(40))],
  ['lines of text', () => bytes('$GPGGA,123519,4807.038,N,01131.000,E,1,08,0.9,545.4,M\r\n')],
  ['prompts', () => bytes('\r\n>>> ')],
  ['frames', () => bytes('OK\x04\x04>raw REPL; CTRL-B to exit\r\n>R\x01\x80\x00')],
  ['zeros', () => new Uint8Array(40)],
  ['what it is sent, and nothing else', null],
])('a port that sends %s, for ever, is named, and every job on it ends', async (_what, piece) => {
  const clock = new ManualClock();
  const subject = new TestBoard(strange(clock, piece), { clock }, { nature: 'bridge' });
  expect(await problemOf(clock, subject.board.connect())).toBeUndefined();
  expect(subject.state).toBe('running');
  const { files } = subject.board;
  expect(await problemOf(clock, files.list('/'))).toBeDefined();
  expect(await problemOf(clock, files.write('/a.py', new Uint8Array(10)))).toBeDefined();
  // The window says this, and leads through a rescue by hand only where a board fell silent.
  const stopped = await problemOf(clock, Promise.all([subject.board.stop(), subject.board.stop()]));
  expect(stopped?.problem.code).toBe('board-silent-stranger');
  expect(subject.board.summary.state).toMatchObject({
    name: 'silent',
    problem: { code: 'board-silent-stranger', message: expect.stringContaining('may not be a board') },
  });
  expect(await problemOf(clock, subject.board.disconnect())).toBeUndefined();
  expect(subject.state).toBe('disconnected');
});
