import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SerialPort } from 'serialport';
import { SerialLink, type CreatePort } from '../../../electron/boards/serial/serial-link.ts';
import { builtFile } from '../../../electron/built-files.ts';
import { openTerminal } from '../../../electron/command-line/terminal.ts';
import { systemClock } from '../../../runtime/clock.ts';
import { EmulatorLink } from '../../../runtime/emulator/emulator-link.ts';
import { noFirmware } from '../../support/firmware-files.ts';
import { FirmwarePico } from '../../support/firmware-pico.ts';
import { median } from '../../support/measured-window.ts';
import { mpremote, mpremoteFolder } from './mpremote.ts';
import { boardOn, doWork, listFolder, makeFolder, type Times } from './work.ts';

const rounds = 5;

/** Benchmarks load everything at once. */
const createPort: CreatePort = async (path, baudRate) =>
  new SerialPort({ path, baudRate, autoOpen: false, lock: true, hupcl: false });

/**
 * At a pseudo-terminal with an emulated Pico behind it that is as fast as a real one; by turns with mpremote where
 * `NIBBLE_MPREMOTE` says where that is. The median of some rounds.
 */
export default async function measurePort() {
  if (noFirmware || process.platform === 'win32') return [];
  return [
    ...(await atPort(null, (port) => byTurns(port, doWork, 'work'))),
    ...(await atPort(makeFolder, (port) => byTurns(port, listFolder, 'list'))),
  ];
}

async function byTurns(port: string, work: typeof doWork, theirWork: 'work' | 'list') {
  const ours: Times[] = [];
  const theirs: Times[] = [];
  for (let round = 0; round < rounds; round++) {
    const link = new SerialLink(port, { kind: 'serial', label: port }, createPort);
    ours.push(await work(boardOn(link, systemClock), wallTime));
    if (mpremoteFolder) theirs.push(await mpremote(port, theirWork));
  }
  return Object.keys(ours[0]!).flatMap((name) => {
    const value = median(ours.map((times) => times[name]!));
    const own = { name, value, unit: 'ms' };
    if (theirs.length === 0) return [own];
    const other = median(theirs.map((times) => times[name]!));
    return [own, { name: '  by mpremote', value: other / value, unit: 'times that' }];
  });
}

async function wallTime(job: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await job();
  return performance.now() - began;
}

/** Hands `use` the path of a terminal with a board on which this program has run; afterwards everything is gone. */
async function atPort<Result>(
  program: string | null,
  use: (port: string) => Promise<Result>,
): Promise<Result> {
  const pico = await FirmwarePico.atPrompt('pico');
  if (program !== null) pico.run(program, 60_000);
  pico.pico.closeSerial();
  pico.pass(20);
  const home = await mkdtemp(join(tmpdir(), 'nibble-bench-'));
  const snapshot = pico.pico.snapshot();
  const flashFile = join(home, 'flash.bin');
  await writeFile(flashFile, snapshot.chip.flashCells);
  const link = new EmulatorLink({
    label: 'Emulated Pico',
    model: 'pico',
    uniqueId: Uint8Array.of(0xe6, 0x61, 0x64, 0x08, 0x43, 0x21, 0x87, 0x2e),
    flashFile,
    thread: builtFile('emulator-thread.js'),
    pace: 'real',
    seed: 1,
    snapshot,
    holdPower: async () => ({ release: async () => undefined }),
  });
  await link.open();
  const terminal = await openTerminal(link, join(home, 'tty'));
  try {
    return await use(join(home, 'tty'));
  } finally {
    await terminal.end();
    await link.close();
    await link.capabilities.emulation?.unplug();
    await rm(home, { recursive: true, force: true });
  }
}
