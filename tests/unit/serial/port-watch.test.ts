import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { ListedPort } from '../../../electron/boards/serial/listed-port.ts';
import {
  lookInterval,
  watchPorts,
  type PortMessage,
} from '../../../electron/boards/serial/port-watch-loop.ts';
import {
  forkPortProcess,
  patience,
  PortWatch,
  type PortProcess,
} from '../../../electron/boards/serial/port-watch.ts';
import type { Problem } from '../../../electron/api.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const pico: ListedPort = { path: '/dev/ttyACM0', usb: { vendorId: 0x2e8a, productId: 5 } };

/** The loop over ports that a test changes, with everything it says. */
function startLoop() {
  const clock = new ManualClock();
  const said: PortMessage[] = [];
  const computer = { ports: [] as ListedPort[], failure: '', asleep: 0, looks: 0, changed: () => {} };
  watchPorts({
    list: async () => {
      computer.looks++;
      if (computer.failure !== '') throw new Error(computer.failure);
      return computer.ports;
    },
    onEvent: (changed) => (computer.changed = changed),
    tell: (message) => said.push(message),
    clock,
    uptime: () => computer.asleep + clock.now() / 1000,
  });
  return { clock, said, computer };
}

test('what comes and goes is told at the next look; everything else is a sign of life', async () => {
  const { clock, said, computer } = startLoop();
  await clock.pass(0);
  expect(said).toEqual([{ ports: [] }]);
  computer.ports = [pico];
  await clock.pass(lookInterval);
  await clock.pass(lookInterval);
  computer.ports = [];
  await clock.pass(lookInterval);
  expect(said.slice(1)).toEqual([{ ports: [pico] }, { ports: null }, { ports: [] }]);
});

test('where the system tells of a change, it is looked at at once, and once for a burst of them', async () => {
  const { clock, said, computer } = startLoop();
  await clock.pass(100);
  computer.ports = [pico];
  for (let event = 0; event < 20; event++) computer.changed();
  await clock.pass(50);
  expect(said.at(-1)).toEqual({ ports: [pico] });
  expect(computer.looks).toBe(2);
});

test('a change during a look is looked at right after it', async () => {
  const { clock, said, computer } = startLoop();
  computer.ports = [pico]; // the first look began before
  computer.changed();
  await clock.pass(60);
  expect(said.at(-1)).toEqual({ ports: [pico] });
});

test('a computer that slept is told of before what is there now', async () => {
  const { clock, said, computer } = startLoop();
  await clock.pass(lookInterval);
  computer.asleep = 3600;
  await clock.pass(lookInterval);
  expect(said.slice(-2)).toEqual([{ woke: true }, { ports: null }]);
  await clock.pass(lookInterval);
  expect(said.at(-1)).toEqual({ ports: null });
});

test('ports that cannot be listed are told in full once they can', async () => {
  const { clock, said, computer } = startLoop();
  await clock.pass(0);
  computer.failure = 'no native build';
  await clock.pass(lookInterval);
  computer.failure = '';
  await clock.pass(lookInterval);
  expect(said).toEqual([{ ports: [] }, { failed: 'no native build' }, { ports: [] }]);
});

/** A process that says what the test says. */
class FakeProcess implements PortProcess {
  killed = false;
  say: (message: PortMessage) => void = () => undefined;
  end: () => void = () => undefined;

  onMessage(listener: (message: PortMessage) => void): void {
    this.say = listener;
  }

  onEnd(listener: () => void): void {
    this.end = listener;
  }

  kill(): void {
    this.killed = true;
  }
}

function startWatch() {
  const clock = new ManualClock();
  const processes: FakeProcess[] = [];
  const problems: Problem[] = [];
  const watch = new PortWatch({
    clock,
    file: () => '/nothing',
    start: () => {
      processes.push(new FakeProcess());
      return processes.at(-1)!;
    },
  });
  watch.onProblem((problem) => problems.push(problem));
  const changed = vi.fn();
  return { clock, processes, problems, watch, changed, newest: () => processes.at(-1)! };
}

test('the process lives from the first listener to the last', () => {
  const { watch, processes, changed } = startWatch();
  expect(processes).toHaveLength(0);
  const first = watch.onChange(changed);
  const second = watch.onChange(changed);
  first();
  expect(processes.map(({ killed }) => killed)).toEqual([false]);
  second();
  expect(processes.map(({ killed }) => killed)).toEqual([true]);
});

test('listeners hear of changes only, and of waking', async () => {
  const { watch, newest, changed } = startWatch();
  const woke = vi.fn();
  watch.onWake(woke);
  watch.onChange(changed);
  newest().say({ ports: [pico] });
  newest().say({ ports: null });
  newest().say({ woke: true });
  expect(changed).toHaveBeenCalledTimes(1);
  expect(woke).toHaveBeenCalledTimes(1);
  expect(await watch.listPorts()).toEqual([pico]);
});

test('a process that is stuck is killed and made anew; what it saw last counts until then', async () => {
  const { clock, watch, processes, newest, changed } = startWatch();
  watch.onChange(changed);
  newest().say({ ports: [pico] });
  await clock.pass(patience - 1);
  newest().say({ ports: null });
  await clock.pass(patience - 1);
  expect(processes).toHaveLength(1);
  await clock.pass(1001);
  expect(processes.map(({ killed }) => killed)).toEqual([true, false]);
  expect(await watch.listPorts()).toEqual([pico]);
  processes[0]!.say({ ports: [] }); // what a dead one still said
  expect(await watch.listPorts()).toEqual([pico]);
  newest().say({ ports: [] });
  expect(await watch.listPorts()).toEqual([]);
});

test('processes that end at once are started less and less often, and told of once', async () => {
  const { clock, watch, processes, problems, newest } = startWatch();
  watch.onChange(() => undefined);
  for (const pause of [1000, 2000, 4000, 8000]) {
    newest().end();
    await clock.pass(pause - 1);
    const before = processes.length;
    await clock.pass(1);
    expect(processes.length).toBe(before + 1);
  }
  expect(problems.map(({ code }) => code)).toEqual(['ports-unlisted']);
});

test('a native part that cannot be loaded is told of with its reason', () => {
  const { watch, problems, newest } = startWatch();
  watch.onChange(() => undefined);
  for (let look = 0; look < 5; look++) newest().say({ failed: 'No native build was found' });
  expect(problems).toMatchObject([{ message: expect.stringContaining('(No native build was found)') }]);
});

test('nothing is started again once nobody listens', async () => {
  const { clock, watch, processes, newest } = startWatch();
  const unsubscribe = watch.onChange(() => undefined);
  newest().end();
  unsubscribe();
  await clock.pass(60_000);
  expect(processes).toHaveLength(1);
});

/** Starts the real process; `ended` resolves when it is no more. */
function realProcess() {
  let tell = (): void => undefined;
  const ended = new Promise<void>((resolve) => (tell = resolve));
  const start = (file: string): PortProcess => {
    const process = forkPortProcess(file);
    process.onEnd(tell);
    return process;
  };
  return { start, ended };
}

test('the real process lists what is there, and ends when nobody listens', async () => {
  const { start, ended } = realProcess();
  const watch = new PortWatch({ start });
  await new Promise<void>((resolve) => {
    const unsubscribe = watch.onChange(() => {
      unsubscribe();
      resolve();
    });
  });
  await ended;
});

test('a real process that hangs is killed', async () => {
  const clock = new ManualClock();
  const { start, ended } = realProcess();
  const stuck = join(await temporaryFolder(), 'stuck.mjs');
  await writeFile(stuck, 'process.send({ ports: [] }); for (;;);');
  const watch = new PortWatch({ clock, file: () => stuck, start });
  await new Promise<void>((resolve) => {
    onTestFinished(watch.onChange(resolve));
  });
  await clock.pass(patience);
  await ended;
});
