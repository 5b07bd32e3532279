/** What the chip does after a reset, until something that is not in the ROM runs. */

import { describe, expect, test } from 'vitest';
import { bootselFiles } from '../../../../runtime/emulator/boot-rom/bootsel-files.ts';
import {
  flashWithSecondStage,
  idleChip,
  romFunction,
  callFunction,
  runUntilAt,
} from '../../../support/chip-programs.ts';
import { EmulatedChip } from '../../../support/emulated-chip.ts';

const endless = 0xe7fe;
const secondStage = 0x20041f00;
const watchdogControl = 0x40058000;
const scratch = (index: number): number => 0x4005800c + index * 4;
const vectorMagic = 0xb007c0d3;

function leaveVector({ chip }: EmulatedChip, entry: number, stack: number): void {
  chip.bus.write32(scratch(4), vectorMagic);
  chip.bus.write32(scratch(5), (entry ^ -vectorMagic) >>> 0);
  chip.bus.write32(scratch(6), stack);
  chip.bus.write32(scratch(7), entry);
}

/** The watchdog resets everything but the oscillators, as the SDK has it. */
function resetByWatchdog({ chip }: EmulatedChip): void {
  chip.bus.write32(0x40010008, 0x0001fffc);
  chip.bus.write32(watchdogControl, 0x80000000);
}

describe('from flash', () => {
  test('the second stage runs in SRAM, with no way back and its stack below it', () => {
    const { chip, bootsel } = idleChip();
    const [core] = chip.processors.cores;
    expect(core.pc).toBe(secondStage);
    expect(core.registers[13]! >>> 0).toBe(secondStage);
    expect(core.registers[14]).toBe(0);
    expect(chip.memory.sram.subarray(0x41f00, 0x42000)).toEqual(chip.memory.flash.subarray(0, 256));
    expect(bootsel).toBe(false);
  });

  test.each([
    ['erased', new Uint8Array(0x200000).fill(0xff)],
    ['zeros', new Uint8Array(0x200000)],
    [
      'a wrong checksum',
      (() => {
        const image = flashWithSecondStage(endless);
        image[17]! ^= 1;
        return image;
      })(),
    ],
  ])('%s: BOOTSEL', (_, image) => {
    const chip = new EmulatedChip(image);
    chip.until(() => chip.bootsel, 100);
    chip.chip.runFor(1e6);
    expect(chip.chip.processors.cores[0].sleeping).toBe(true);
  });

  test('the button held: BOOTSEL, and let go at the next reset: firmware', () => {
    const chip = idleChip();
    chip.buttonHeld = true;
    chip.chip.reset('run');
    chip.until(() => chip.bootsel, 100);
    chip.buttonHeld = false;
    chip.chip.reset('run');
    runUntilAt(chip, chip.chip.processors.cores[0], secondStage);
  });
});

describe('from a vector in the scratch registers', () => {
  test('goes there with its stack, once', () => {
    const chip = idleChip();
    const [core] = chip.chip.processors.cores;
    chip.chip.bus.write16(0x20001000, endless);
    leaveVector(chip, 0x20001001, 0x20030000);
    resetByWatchdog(chip);
    runUntilAt(chip, core, 0x20001000);
    expect(core.registers[13]).toBe(0x20030000);
    expect(chip.chip.bus.read32(scratch(4))).toBe(0);
    resetByWatchdog(chip);
    runUntilAt(chip, core, secondStage);
  });

  test('boots as usual when what is there returns', () => {
    const chip = idleChip();
    chip.chip.bus.write16(0x20001000, 0x4770);
    leaveVector(chip, 0x20001001, 0x20030000);
    resetByWatchdog(chip);
    chip.chip.runFor(1e6);
    runUntilAt(chip, chip.chip.processors.cores[0], secondStage);
  });

  test('is left alone when it does not check out', () => {
    const chip = idleChip();
    leaveVector(chip, 0x20001001, 0x20030000);
    chip.chip.bus.write32(scratch(5), 1);
    resetByWatchdog(chip);
    chip.chip.runFor(1e6);
    runUntilAt(chip, chip.chip.processors.cores[0], secondStage);
    expect(chip.chip.bus.read32(scratch(4))).toBe(vectorMagic);
  });
});

test('reset_to_usb_boot restarts the chip into BOOTSEL, whatever its flash holds', () => {
  const chip = idleChip();
  const address = romFunction(chip, 'UB');
  expect(() => callFunction(chip, address, [1 << 25, 0], 1)).toThrow();
  expect(chip.bootsel).toBe(false);
  chip.until(() => chip.bootsel, 100);
});

test('the drive says what an RP2040 says', () => {
  expect(bootselFiles['INFO_UF2.TXT']).toBe(
    'UF2 Bootloader v3.0\nModel: Raspberry Pi RP2\nBoard-ID: RPI-RP2\n',
  );
  expect(bootselFiles['INDEX.HTM']).toContain('https://raspberrypi.com/device/RP2?version=');
});
