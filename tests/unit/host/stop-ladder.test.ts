import { expect, test } from 'vitest';
import { ManualClock } from '../../support/manual-clock.ts';
import { ScriptedLink } from '../../support/scripted-link.ts';
import { TestBoard } from '../../support/test-board.ts';

/** A board that runs a program which does what the script says. */
async function running(
  runs: 'until-interrupted' | 'deaf',
  powerCycle?: (link: ScriptedLink) => Promise<void>,
) {
  const clock = new ManualClock();
  const capabilities = powerCycle ? { powerCycle: () => powerCycle(link) } : {};
  // It cannot carry out a call of the helper, which is nothing but over.
  const run = (source: string) => (source.includes('nibble') ? {} : { runs });
  const link: ScriptedLink = new ScriptedLink({ run }, capabilities);
  const subject = new TestBoard(link, { clock });
  await Promise.all([subject.board.connect(), clock.pass(1000)]);
  const running = subject.board.run('while True: pass', 'loop.py');
  await clock.pass(100);
  expect(subject.state).toBe('running');
  return { clock, link, subject, run: running };
}

test('one press sends one Ctrl-C', async () => {
  const { clock, link, subject, run } = await running('until-interrupted');
  const stop = subject.board.stop();
  await clock.pass(10);
  await stop;
  expect((await run).outcome).toEqual({ kind: 'stopped' });
  expect(link.pico.interrupts).toBe(1);
  expect(subject.textOf('notice')).toContain('Stopped');
});

test('after two seconds the shell says "still finishing" and force is offered', async () => {
  const { clock, link, subject } = await running('deaf');
  void subject.board.stop().catch(() => undefined);
  await clock.pass(1900);
  expect(subject.board.summary.state).toEqual({ name: 'stopping', force: false });
  await clock.pass(200);
  expect(subject.board.summary.state).toEqual({ name: 'stopping', force: true });
  expect(subject.textOf('notice')).toContain('still finishing');
  expect(link.pico.interrupts).toBe(1);
});

test('a second press gets to force at once: a burst, then the power', async () => {
  let cycles = 0;
  const { clock, link, subject, run } = await running('deaf', async (cycled) => {
    cycles++;
    cycled.pico.boot();
  });
  const first = subject.board.stop();
  const second = subject.board.stop();
  await clock.pass(900);
  expect(link.pico.interrupts).toBeGreaterThan(10);
  expect(cycles).toBe(0);
  await clock.pass(700);
  await Promise.all([first, second]);
  expect(cycles).toBe(1);
  expect((await run).outcome).toEqual({ kind: 'stopped' });
  expect(subject.textOf('notice')).toContain('Stopped');
  expect(subject.state).toBe('ready');
});

test('a board that starts at once is not interrupted at its fresh prompt', async () => {
  let before = 0;
  const { clock, link, subject } = await running('deaf', async (cycled) => {
    before = cycled.pico.interrupts;
    clock.after(20, () => cycled.pico.boot());
  });
  const stops = [subject.board.stop(), subject.board.stop()];
  await clock.pass(1700);
  await Promise.all(stops);
  expect(link.pico.interrupts).toBe(before);
});

test('a deaf board that cannot be switched off is called silent, with the way out', async () => {
  const { clock, subject } = await running('deaf');
  const stop = Promise.all([subject.board.stop(), subject.board.stop()]);
  const problem = expect(stop).rejects.toMatchObject({ problem: { code: 'board-silent' } });
  await clock.pass(1700);
  await problem;
  expect(subject.board.summary.state).toMatchObject({
    name: 'silent',
    problem: { hint: expect.stringContaining('Unplug the Pico') },
  });
});

test('a board that stays deaf although it was switched off and on need not be unplugged', async () => {
  const { clock, subject } = await running('deaf', async () => undefined);
  const stop = Promise.all([subject.board.stop(), subject.board.stop()]);
  const problem = expect(stop).rejects.toMatchObject({ problem: { code: 'board-silent-switchable' } });
  await clock.pass(10_000);
  await problem;
  expect(subject.board.summary.state).toMatchObject({
    name: 'silent',
    problem: { hint: expect.not.stringContaining('Unplug'), action: { command: 'board.wakeUp' } },
  });
});

test('a board with a BOOTSEL button that stays deaf all the same is led out by it', async () => {
  const { clock, link, subject } = await running('deaf', async () => undefined);
  Object.assign(link.capabilities, { holdBootsel: () => undefined });
  const stop = Promise.all([subject.board.stop(), subject.board.stop()]);
  const problem = expect(stop).rejects.toMatchObject({ problem: { code: 'board-locked' } });
  await clock.pass(10_000);
  await problem;
  expect(subject.board.summary.state).toMatchObject({
    name: 'silent',
    problem: { hint: expect.stringContaining('Hold BOOTSEL') },
  });
});

test.each([
  [true, 'turned off'],
  [false, 'left alone'],
])('with the setting at %s, outputs are %s at Stop', async (wished) => {
  const clock = new ManualClock();
  const link = new ScriptedLink();
  const subject = new TestBoard(link, { clock, outputsOffOnStop: () => wished });
  await Promise.all([subject.board.connect(), clock.pass(1000)]);
  // The scripted board cannot carry the helper's call out.
  await Promise.all([subject.board.stop().catch(() => undefined), clock.pass(10)]);
  expect(link.pico.programs.join().includes('outputs_off')).toBe(wished);
});
