import { describe, onTestFinished } from 'vitest';
import { SerialLink } from '../../electron/boards/serial/serial-link.ts';
import type { EmulatedPicoState } from '../../runtime/emulator/emulated-pico.ts';
import type { EmulatorLink } from '../../runtime/emulator/emulator-link.ts';
import { noFirmware, type FirmwareName } from '../support/emulated-chip.ts';
import { createEmulatorLink } from '../support/emulator-link.ts';
import { FirmwarePico } from '../support/firmware-pico.ts';
import { TerminalPico } from '../support/plugged-ports.ts';
import { putBehindTerminal } from '../support/pseudo-terminal.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { describeAbsence, describeRestart, type BoardOnCable } from './absence-contract.ts';
import { describeBoard } from './board-contract.ts';
import { describeFiles } from './files-contract.ts';

const snapshots = new Map<FirmwareName, EmulatedPicoState>();

/** A Pico as it is once its firmware has started: it does not start again for every test. */
async function createPico(firmware: FirmwareName): Promise<EmulatorLink> {
  const snapshot = snapshots.get(firmware) ?? (await started(firmware));
  snapshots.set(firmware, snapshot);
  return createEmulatorLink(snapshot.chip.flashCells, { snapshot });
}

async function started(firmware: FirmwareName): Promise<EmulatedPicoState> {
  const board = await FirmwarePico.atPrompt(firmware);
  board.pico.closeSerial();
  board.pass(20);
  return board.pico.snapshot();
}

const direct = (firmware: FirmwareName) => () => createPico(firmware);

async function throughTerminal(): Promise<SerialLink> {
  const path = await putBehindTerminal(await createPico('pico'));
  return new SerialLink(path, { kind: 'serial', label: `Pico on ${path}` });
}

async function withCable(): Promise<BoardOnCable> {
  const link = await createPico('pico');
  const emulation = link.capabilities.emulation!;
  return { link, unplug: () => emulation.unplug(), plugIn: () => emulation.plugIn() };
}

/** Its port comes and goes with its power, in a process of its own. */
async function withTerminal(): Promise<BoardOnCable> {
  const pico = new TerminalPico(await temporaryFolder());
  onTestFinished(() => pico.unplug());
  await pico.plugIn();
  const link = new SerialLink(pico.path, { kind: 'serial', label: 'Pico' });
  return { link, unplug: () => pico.unplug(), plugIn: () => pico.plugIn() };
}

// Needs NIBBLE_FIRMWARE_DIR: the folder of the firmware files.
describe.skipIf(noFirmware)('with real firmware', () => {
  describeBoard('the emulator', direct('pico'));
  describeFiles('the emulator', direct('pico'));
  describeAbsence('the emulator', withCable);
  describeRestart('the emulator', withCable);
  describeAbsence('a serial port of the emulator', withTerminal);
  describeRestart('a serial port of the emulator', withTerminal);
  describeBoard('a serial port of the emulator', throughTerminal);
  describeFiles('a serial port of the emulator', throughTerminal);
  describeBoard('the emulator with MicroPython 1.19.1', direct('old'));
  describeFiles('the emulator with MicroPython 1.19.1', direct('old'));
});
