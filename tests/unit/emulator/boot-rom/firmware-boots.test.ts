/** Real firmware through the boot ROM: from BOOTSEL into flash, to its prompt, and back. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ChipInBootsel } from '../../../support/chip-in-bootsel.ts';
import {
  EmulatedChip,
  firmwareFiles,
  firmwareFolder,
  flashWith,
  noFirmware,
} from '../../../support/emulated-chip.ts';

describe.skipIf(noFirmware)('firmware (NIBBLE_FIRMWARE_DIR says where)', () => {
  test('written to the drive is in flash as its file says', async () => {
    const drive = new ChipInBootsel(new Uint8Array(0x200000));
    const file = await readFile(join(firmwareFolder ?? '', firmwareFiles.pico));
    expect(drive.write(file)).toBe('done');
    const whole = await flashWith('pico');
    const length = 1306 * 256;
    expect(Buffer.compare(drive.store.image.subarray(0, length), whole.subarray(0, length))).toBe(0);
  });

  test('knows the number of its flash chip, sees the button, and goes to BOOTSEL', async () => {
    const chip = await EmulatedChip.atPrompt('pico');
    expect(chip.run('import machine\nprint(machine.unique_id().hex())')).toBe('e66164084321872e\n');
    const button = 'import rp2\nprint(rp2.bootsel_button())';
    expect(chip.run(button)).toBe('0\n');
    chip.buttonHeld = true;
    expect(chip.run(button)).toBe('1\n');
    chip.buttonHeld = false;
    chip.type('\x02import machine\rmachine.bootloader()\r');
    chip.until(() => chip.bootsel);
  });

  test('CircuitPython reaches its prompt, and knows the number too', async () => {
    const chip = new EmulatedChip(await flashWith('circuitPython'));
    chip.until(() => chip.host.serialPort.present);
    chip.until('Press any key to enter the REPL');
    chip.type('\r');
    chip.until('>>> ');
    chip.type('import microcontroller\rmicrocontroller.cpu.uid\r');
    chip.until("bytearray(b'\\xe6ad\\x08C!\\x87.')");
  });
});
