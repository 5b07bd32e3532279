/** Floats of real MicroPython, which calculates with the boot ROM, against what CPython says for single precision. */

import { describe, expect, test } from 'vitest';
import { EmulatedChip, noFirmware } from '../../../support/emulated-chip.ts';

/** `struct.pack('>f', …).hex()` of CPython 3, each operand and result rounded to a single. */
const values: readonly (readonly [expression: string, bits: string])[] = [
  ['0.1 + 0.2', '3e99999a'],
  ['1 / 3', '3eaaaaab'],
  ['2 ** 0.5', '3fb504f3'],
  ['-7.5 // 2', 'c0800000'],
  ['7.25 % -2', 'bf400000'],
  ['1e38 * 10', '7f800000'],
  ['-1e38 * 10', 'ff800000'],
  ['16777216.0 + 1', '4b800000'],
  ['16777216.0 + 3', '4b800002'],
  ['float(123456789)', '4ceb79a3'],
  ['float(-16777217)', 'cb800000'],
  ['1e-30 * 1e-30', '00000000'],
  ['5e-324', '00000000'],
  ['0.1 * 3', '3e99999a'],
  ['1.0 - 0.9', '3dccccd0'],
  ['100 / 7', '41649249'],
];

describe.skipIf(noFirmware)('floats (NIBBLE_FIRMWARE_DIR says where firmware is)', () => {
  test.each(['pico', 'old'] as const)('of %s', async (name) => {
    const chip = await EmulatedChip.atPrompt(name);
    const list = values.map(([expression]) => expression).join(', ');
    const program = `import struct, binascii\nfor x in (${list}): print(binascii.hexlify(struct.pack('>f', x)).decode())`;
    expect(chip.run(program).trim().split('\n')).toEqual(values.map(([, bits]) => bits));
    const whole = 'print(int(-3.7), int(3.99), round(2.5), round(3.5), int(1e9))';
    expect(chip.run(whole)).toBe('-3 3 2 4 1000000000\n');
    const order =
      "inf = float('inf')\nprint(1.0 < 2.0, -0.0 == 0.0, inf > 3e38, -inf < -3e38, 0.1 + 0.2 == 0.3)";
    expect(chip.run(order)).toBe('True True True True True\n');
  });
});
