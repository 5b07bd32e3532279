import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FaultyLink } from '../../support/faulty-link.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { ScriptedLink } from '../../support/scripted-link.ts';
import { TestBoard } from '../../support/test-board.ts';

const program = { output: 'hello\r\n', error: 'Traceback (most recent call last):\r\nValueError: no\r\n' };

test('a cable that comes out at any byte ends the run as lost, and the board may come back', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 260 }), async (after) => {
      const clock = new ManualClock();
      const faulty = new FaultyLink(new ScriptedLink({ run: () => program }));
      const subject = new TestBoard(faulty, { clock });
      await Promise.all([subject.board.connect(), clock.pass(1000)]);
      faulty.arm({ after, kind: 'cut' });
      const { outcome } = await subject.board.run('print("hello")', 'a.py');
      expect(['lost', 'failed']).toContain(outcome.kind);
      if (outcome.kind !== 'lost') return;
      expect(outcome.problem.code).toBe('board-restarting');
      expect(subject.state).toBe('waiting');
    }),
    { numRuns: 60 },
  );
});

test('a board that falls silent while a program is handed over is given up, not waited for', async () => {
  const clock = new ManualClock();
  const faulty = new FaultyLink(new ScriptedLink({ run: () => program }));
  const subject = new TestBoard(faulty, { clock });
  await Promise.all([subject.board.connect(), clock.pass(1000)]);
  faulty.arm({ after: 40, kind: 'stall' });
  const run = subject.board.run('print("hello")', 'a.py');
  await clock.pass(20_000);
  expect((await run).outcome).toMatchObject({ kind: 'lost', problem: { code: 'board-silent' } });
  expect(subject.textOf('notice')).toContain("a.py was cut off. Pico on COM3 isn't answering.");
  expect(subject.board.summary.state).toMatchObject({ name: 'silent', problem: { code: 'board-silent' } });
});

test('bytes that dribble in one by one change nothing', async () => {
  const faulty = new FaultyLink(new ScriptedLink({ run: () => program }));
  faulty.arm({ after: 0, kind: 'dribble' });
  const subject = new TestBoard(faulty);
  await subject.board.connect();
  const { outcome } = await subject.board.run('print("hello")', 'a.py');
  expect(outcome).toMatchObject({ kind: 'failed', traceback: expect.stringContaining('ValueError: no') });
  await subject.until(() => subject.printed.endsWith('ValueError: no\r\n>>> '));
});

test("a board that says nothing when asked for its prompt runs somebody's program, which goes on", async () => {
  const clock = new ManualClock();
  const link = new ScriptedLink({ run: () => ({ runs: 'until-interrupted' }) });
  await link.open();
  await link.write(new TextEncoder().encode('loop()\r'));
  const subject = new TestBoard(link, { clock });
  await Promise.all([subject.board.connect(), clock.pass(2500)]);
  expect(subject.state).toBe('running');
  expect(link.pico.interrupts).toBe(0);
});

test('a board whose answers take half a second is ready all the same', async () => {
  const clock = new ManualClock();
  const link = new ScriptedLink();
  link.write = async (bytes) => void clock.after(500, () => link.pico.receive(bytes));
  const subject = new TestBoard(link, { clock });
  const states: string[] = [];
  subject.board.onChange(() => states.push(subject.state));
  await Promise.all([subject.board.connect(), clock.pass(2500)]);
  expect(subject.state).toBe('ready');
  expect(states).not.toContain('running');
});

test.each([
  ['unplugged', 'gone', 'board-gone'],
  ['error', 'silent', 'board-failed'],
] as const)('a Link that closes as "%s" makes the board %s', async (reason, state, code) => {
  const link = new ScriptedLink();
  const subject = new TestBoard(link);
  await subject.board.connect();
  link.end(reason);
  expect(subject.board.summary.state).toMatchObject({ name: state, problem: { code } });
});

test('a board that restarts itself is connected again', async () => {
  const link = new ScriptedLink();
  const subject = new TestBoard(link);
  await subject.board.connect();
  link.end('reset');
  await subject.until(() => subject.state === 'ready');
});

test('a simulated board on a busy computer may take longer than three seconds, but not for ever', async () => {
  const clock = new ManualClock();
  const link = new ScriptedLink({}, { startsOnOpen: true });
  link.open = () => new Promise(() => {});
  const subject = new TestBoard(link, { clock });
  const connecting = expect(subject.board.connect()).rejects.toMatchObject({
    problem: { code: 'board-slow-start' },
  });
  await clock.pass(10_000);
  expect(subject.state).toBe('connecting');
  await clock.pass(15_000);
  await connecting;
});
