import { describe, expect, test } from 'vitest';
import { EmulatedChip, noFirmware } from '../../../support/emulated-chip.ts';

describe.skipIf(noFirmware)('real firmware (NIBBLE_FIRMWARE_DIR says where)', () => {
  test('boots to its prompt and computes', async () => {
    const chip = await EmulatedChip.atPrompt();
    expect(chip.run('import sys\nprint(sys.implementation._machine, 6 * 7, 1 / 3)')).toBe(
      'Raspberry Pi Pico with RP2040 42 0.33333334\n',
    );
  });
});
