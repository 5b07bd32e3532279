/** What real firmware says of itself. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { describeFirmware } from '../../../runtime/uf2/firmware-description.ts';
import type { Uf2Chip } from '../../../runtime/uf2/uf2-families.ts';
import { readUf2 } from '../../../runtime/uf2/uf2-reader.ts';
import { firmwareFolder, noFirmware } from '../../support/emulated-chip.ts';
import { uf2File } from '../../support/uf2-file.ts';

const kindOf: Readonly<Record<string, string>> = {
  MicroPython: 'micropython',
  CircuitPython: 'circuitpython',
  flash_nuke: 'eraser',
};

describe.skipIf(noFirmware)('real files (NIBBLE_FIRMWARE_DIR says where)', () => {
  test.each([
    [
      'RPI_PICO-20250911-v1.26.1.uf2',
      'RP2040',
      'MicroPython',
      '1.26.1',
      'Raspberry Pi Pico with RP2040',
      0x100a0000,
    ],
    [
      'RPI_PICO_W-20250911-v1.26.1.uf2',
      'RP2040',
      'MicroPython',
      '1.26.1',
      'Raspberry Pi Pico W with RP2040',
      0x1012c000,
    ],
    [
      'RPI_PICO2_W-20250809-v1.26.0.uf2',
      'RP2350',
      'MicroPython',
      '1.26.0',
      'Raspberry Pi Pico 2 W with RP2350',
      0x10180000,
    ],
    [
      'rp2-pico-20220618-v1.19.1.uf2',
      'RP2040',
      'MicroPython',
      '1.19.1',
      'Raspberry Pi Pico with RP2040',
      0x100a0000,
    ],
    [
      'adafruit-circuitpython-raspberry_pi_pico-en_US-8.2.9.uf2',
      'RP2040',
      'CircuitPython',
      '8.2.9',
      'Raspberry Pi Pico with rp2040',
      0x10100000,
    ],
    ['GuruRF-flash_nuke.uf2', 'RP2040', 'flash_nuke', null, 'pico', undefined],
    ['dwelch67-flash_nuke.uf2', 'RP2350', 'flash_nuke', null, 'pico2', undefined],
    ['dwelch67-pico2-blinker00-riscv.flash.uf2', 'RP2350', null, null, null, undefined],
  ] as const)('%s', async (name, chip: Uf2Chip, program, version, board, drive) => {
    const read = readUf2(await readFile(join(firmwareFolder ?? '', name)));
    expect(read.chips).toEqual([chip]);
    const image = read.imageFor(chip);
    const description = describeFirmware(image);
    expect(description).toMatchObject({ program, version, board });
    expect(description.kind).toBe(kindOf[program ?? ''] ?? 'program');
    expect(description.drive?.address).toBe(drive);
    expect(image.place).toBe(name.includes('nuke') ? 'ram' : 'flash');
  });
});

test('bytes that are no program are described as nothing', () => {
  const image = readUf2(uf2File(new Uint8Array(5000).fill(0x5a))).imageFor('RP2040');
  expect(describeFirmware(image)).toEqual({
    kind: 'program',
    program: null,
    version: null,
    date: null,
    board: null,
    drive: null,
  });
});

test('binary info that leads nowhere is left out', () => {
  const bytes = new Uint8Array(1024);
  const view = new DataView(bytes.buffer);
  [0x7188ebf2, 0x10000200, 0x10000210, 0x20000000, 0xe71aa390].forEach((word, index) => {
    view.setUint32(0x100 + index * 4, word, true);
  });
  view.setUint32(0x200, 0x1fffff00, true);
  view.setUint32(0x204, 0x10000300, true);
  view.setUint32(0x300, 0x50520006, true);
  view.setUint32(0x304, 0x02031c86, true);
  view.setUint32(0x308, 0x30000000, true);
  expect(describeFirmware(readUf2(uf2File(bytes)).imageFor('RP2040')).program).toBeNull();
});
