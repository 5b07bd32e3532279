import { describe } from 'vitest';
import { SerialLink } from '../../electron/boards/serial-link.ts';
import { flashWith, noFirmware, type FirmwareName } from '../support/emulated-chip.ts';
import { createEmulatorLink } from '../support/emulator-link.ts';
import { putBehindTerminal } from '../support/pseudo-terminal.ts';
import { describeBoard } from './board-contract.ts';
import { describeFiles } from './files-contract.ts';

const direct = (firmware: FirmwareName) => async () => createEmulatorLink(await flashWith(firmware));

async function throughTerminal(): Promise<SerialLink> {
  const path = await putBehindTerminal(await createEmulatorLink(await flashWith('pico')));
  return new SerialLink(path, { kind: 'serial', label: `Pico on ${path}` });
}

// Needs NIBBLE_FIRMWARE_DIR: the folder of the firmware files.
describe.skipIf(noFirmware)('with real firmware', () => {
  describeBoard('the emulator', direct('pico'));
  describeFiles('the emulator', direct('pico'));
  describeBoard('a serial port of the emulator', throughTerminal);
});
