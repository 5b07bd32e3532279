import { describe, expect, test } from 'vitest';
import type { BoardOptions } from '../../../electron/boards/board-options.ts';
import { noFirmware } from '../../support/emulated-chip.ts';
import { FirmwareLink } from '../../support/firmware-link.ts';
import { FirmwarePico } from '../../support/firmware-pico.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import type { PicoTime } from '../../support/pico-time.ts';
import { ScriptedLink } from '../../support/scripted-link.ts';
import { TestBoard } from '../../support/test-board.ts';

interface Desk {
  readonly subject: TestBoard;
  readonly pico: FirmwarePico;
  readonly link: FirmwareLink;
  readonly time: PicoTime;
  /** What was sent since it was connected, as text. */
  readonly sent: () => string;
}

/** A Pico that another tool has had in its hands, and a Board that is connected to it then. */
async function connectAfter(
  before: (pico: FirmwarePico) => void,
  options: Partial<BoardOptions> = {},
): Promise<Desk> {
  const pico = await FirmwarePico.atPrompt('pico');
  before(pico);
  pico.pico.closeSerial();
  pico.pass(50);
  const link = new FirmwareLink(pico);
  const { time } = link;
  let sent = '';
  const write = link.write.bind(link);
  link.write = (bytes) => {
    sent += Buffer.from(bytes).toString('latin1');
    return write(bytes);
  };
  const subject = new TestBoard(link, { clock: time, ...options });
  const began = time.now();
  await time.until(subject.board.connect());
  expect(time.now() - began).toBeLessThan(3000);
  return { subject, pico, link, time, sent: () => sent };
}

// Needs NIBBLE_FIRMWARE_DIR: the folder of the firmware files.
describe.skipIf(noFirmware)('connecting to a board', () => {
  test('that is at its prompt: ready, with its firmware, and the shell shows one banner', async () => {
    const { subject } = await connectAfter(() => undefined);
    expect(subject.board.summary).toMatchObject({
      state: { name: 'ready' },
      firmware: expect.stringContaining('MicroPython 1.26.1'),
    });
    expect(subject.board.summary.foreign).toBeUndefined();
  });

  test.each([
    ['a raw REPL', '\x01'],
    ['a raw REPL with half a program', '\x01print("half'],
    ['a line half typed', 'print("half'],
  ])('where another tool left %s: ready', async (_what, left) => {
    const { subject } = await connectAfter((pico) => {
      pico.type(left);
      pico.pass(100);
    });
    expect(subject.state).toBe('ready');
  });

  test.each([
    ['a raw paste half sent', '\x01\x05A\x01print("half'],
    ['paste mode', '\x05print("half'],
    ['a continuation', 'while True:\r'],
  ])('where another tool left %s: one Stop makes it ready', async (_what, left) => {
    const { subject, time } = await connectAfter((pico) => {
      pico.type(left);
      pico.pass(100);
    });
    expect(subject.state).toBe('running');
    await time.until(subject.board.stop());
    expect(subject.state).toBe('ready');
  });

  test('that prints: the program goes on, nothing is sent to it, and it is asked before it is stopped', async () => {
    const { subject, time, sent } = await connectAfter((pico) => {
      pico.type('import time\r\rwhile True: print(">>> ", end=""); time.sleep_ms(7)\r\r');
      pico.pass(100);
    });
    expect(subject.board.summary).toMatchObject({ state: { name: 'running' }, foreign: true });
    await time.pass(2000);
    expect(subject.state).toBe('running');
    expect(sent()).not.toContain('\x03');
    const problem = { problem: { code: 'board-foreign-program' } };
    await expect(subject.board.run('print(1)', 'a.py')).rejects.toMatchObject(problem);
    await expect(subject.board.softReset()).rejects.toMatchObject(problem);
    const run = time.until(subject.board.run('print("mine")', 'a.py', { stopForeign: true }));
    expect((await run).outcome).toEqual({ kind: 'finished' });
    expect(subject.board.summary.foreign).toBeUndefined();
  });

  test('that says nothing: running, or not answering; Stop finds out', async () => {
    const { subject, time, sent } = await connectAfter((pico) => {
      pico.type('import time\r\rwhile True: time.sleep(1)\r\r');
      pico.pass(100);
    });
    expect(subject.board.summary).toMatchObject({ state: { name: 'running', unsure: true }, foreign: true });
    expect(sent()).toBe('\r\x02');
    await time.until(subject.board.stop());
    expect(subject.state).toBe('ready');
  });

  test('that cannot be interrupted: only then it is not answering', async () => {
    const { subject, time } = await connectAfter((pico) => {
      pico.type('import time, micropython\rexec("micropython.kbd_intr(-1)\\nwhile True: time.sleep(1)")\r');
      pico.pass(100);
    });
    expect(subject.state).toBe('running');
    const stop = Promise.all([subject.board.stop(), subject.board.stop()]);
    await expect(time.until(stop)).rejects.toMatchObject({ problem: { code: 'board-silent' } });
    expect(subject.state).toBe('silent');
  });

  test('sets its clock once, in local time, and leaves no name behind', async () => {
    const { subject, time } = await connectAfter(() => undefined, { setsClock: () => true, hasChores: true });
    const now = new Date();
    const run = subject.board.run(
      'import machine\nprint("year", machine.RTC().datetime()[0], dir())',
      'a.py',
    );
    await time.until(run);
    await time.pass(100);
    const year = /year (\d+)/.exec(subject.printed)?.[1] ?? '';
    expect(year).toBe(String(now.getFullYear()));
    expect(subject.printed).toContain("['machine', '__name__', 'rp2']");
  });

  test('keeps what is being typed while Nibble uses the prompt for itself', async () => {
    const { subject, time } = await connectAfter(() => undefined);
    subject.board.type('print("o');
    await time.pass(20);
    const listing = time.until(subject.board.files.list('/'));
    subject.board.type('ne")\r');
    await listing;
    await time.pass(200);
    expect(subject.printed).toMatch(/>>> print\("one"\)\r\none\r\n>>> $/);
  });

  test('that restarts: it is waited for, and connected again', async () => {
    const { subject, pico, time } = await connectAfter(() => undefined);
    const run = subject.board.run('import machine\nmachine.reset()', 'a.py');
    const { outcome } = await time.until(run);
    expect(outcome).toMatchObject({ kind: 'lost', problem: { code: 'board-restarting' } });
    expect(subject.state).toBe('waiting');
    await time.pass(8000);
    expect(subject.textOf('notice')).toContain('The board is away');
    expect(pico.pico.hasSerialPort).toBe(true);
    expect(subject.state).toBe('ready');
  });

  test('whose cable is pulled at the prompt: gone', async () => {
    const { subject, link, time } = await connectAfter(() => undefined);
    link.unplug();
    expect(subject.board.summary.state).toMatchObject({ name: 'gone', problem: { code: 'board-gone' } });
    await time.pass(50);
    expect(subject.textOf('notice')).toContain('Unplugged');
  });

  test('whose cable is pulled while a job waits for another: that job is told so', async () => {
    const { subject, link, time } = await connectAfter(() => undefined);
    const tidying = expect(subject.board.files.hash('/boot.py')).rejects.toThrow();
    const waiting = expect(subject.board.files.list('/')).rejects.toMatchObject({
      problem: { code: 'board-gone' },
    });
    await time.pass(5);
    link.unplug();
    await time.until(Promise.all([tidying, waiting]));
  });
});

test('a board that is pulled out while Nibble asks where it stands: gone', async () => {
  const link = new ScriptedLink();
  const clock = new ManualClock();
  const subject = new TestBoard(link, { clock });
  const connecting = subject.board.connect();
  await clock.pass(100);
  link.end('unplugged');
  await expect(connecting).rejects.toMatchObject({ problem: { code: 'board-gone' } });
  expect(subject.state).toBe('gone');
});
