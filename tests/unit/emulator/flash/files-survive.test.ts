/** MicroPython's files on the emulated flash: after a restart, and after the power went in the middle of a write. */

import { beforeAll, describe, expect, test } from 'vitest';
import { EmulatedChip, flashWith, noFirmware } from '../../../support/emulated-chip.ts';

/** Files on a Pico are small; this one takes several blocks of 4 KB. */
const oldText = 'old '.repeat(2000);
const newText = 'new! '.repeat(2000);

/** A chip with this flash, once its prompt is there. */
function boot(image: Uint8Array): EmulatedChip {
  const chip = new EmulatedChip(image);
  chip.until(() => chip.host.serialPort.present);
  chip.type('\r');
  chip.until('>>> ');
  return chip;
}

const write = (times: string, text: string): string =>
  `with open('kept.txt', 'w') as file: file.write('${text}' * ${times})`;
const read = "print(open('kept.txt').read())";

describe.skipIf(noFirmware)('files (NIBBLE_FIRMWARE_DIR says where firmware is)', () => {
  let withOldFile: Uint8Array;

  beforeAll(async () => {
    const chip = boot(await flashWith('pico'));
    chip.run(write('2000', 'old '));
    withOldFile = chip.chip.memory.flash.slice();
  });

  test('survive a restart', () => {
    const chip = boot(withOldFile.slice());
    expect(chip.run(read).trimEnd()).toBe(oldText.trimEnd());
    chip.chip.reset('run');
    chip.until(() => !chip.host.serialPort.present);
    chip.until(() => chip.host.serialPort.present);
    expect(chip.run(read).trimEnd()).toBe(oldText.trimEnd());
  });

  // Moments from the first erase to the end of the write, some 140 ms later.
  test.each([1, 40, 62, 104, 139])(
    'are the old or the new ones after a power cut %i ms into writing',
    (milliseconds) => {
      const chip = boot(withOldFile.slice());
      chip.type('\r\x03\x01');
      chip.until('raw REPL; CTRL-B to exit\r\n>');
      chip.type(`${write('2000', 'new! ')}\x04`);
      chip.until(() => chip.chip.flash.busy);
      chip.chip.runFor(milliseconds * 1e6);
      chip.chip.flash.cutPower();

      const again = boot(chip.chip.memory.flash.slice());
      expect([oldText.trimEnd(), newText.trimEnd()]).toContain(again.run(read).trimEnd());
      expect(again.run(`${write('3', 'ok')}\nprint(open('kept.txt').read())`)).toBe('okokok\n');
    },
  );
});
