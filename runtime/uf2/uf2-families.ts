/** Chips by the family numbers of UF2 files, and where their memories are. */

import { hexadecimalWord } from '../hexadecimal.ts';
import { flashBase, flashLength } from '../hardware/flash-memory.ts';

/** Family numbers of the chips that Nibble knows. */
export const uf2Family = {
  rp2040: 0xe48bff56,
  /** A block that any RP2350 takes as it is: a workaround for its erratum E10 stands before its files. */
  absolute: 0xe48bff57,
  data: 0xe48bff58,
  rp2350Arm: 0xe48bff59,
  rp2350RiscV: 0xe48bff5a,
  rp2350ArmNonSecure: 0xe48bff5b,
} as const;

/** A chip as people know it. */
export type Uf2Chip = 'RP2040' | 'RP2350';

const names: ReadonlyMap<number, string> = new Map([
  [uf2Family.rp2040, 'RP2040'],
  [uf2Family.rp2350Arm, 'RP2350'],
  [uf2Family.rp2350RiscV, 'RP2350'],
  [uf2Family.rp2350ArmNonSecure, 'RP2350'],
  [0x68ed2b88, 'SAMD21'],
  [0x55114460, 'SAMD51'],
  [0x1c5f21b0, 'ESP32'],
  [0xbfdd4eee, 'ESP32-S2'],
  [0xc47e5767, 'ESP32-S3'],
  [0xd42ba06c, 'ESP32-C3'],
  [0x1b57745f, 'nRF52'],
  [0xada52840, 'nRF52840'],
  [0x621e937a, 'nRF52833'],
  [0x5ee21072, 'STM32F1'],
  [0x57755a57, 'STM32F4'],
  [0x4fb2d5bd, 'i.MX RT'],
]);

/** Every chip that a Raspberry Pi Pico may have. */
export const picoChips: readonly Uf2Chip[] = ['RP2040', 'RP2350'];

/** The chip's name, or the number itself where nobody told us. */
export function familyName(family: number): string {
  return names.get(family) ?? hexadecimalWord(family);
}

/** Whether a chip runs what is marked with a family. */
export function isFamilyOf(chip: Uf2Chip, family: number): boolean {
  return names.get(family) === chip;
}

/** Where something for a chip can go. Both ends of RAM include the cache of the flash, used as RAM. */
export type Uf2Place = 'flash' | 'ram';

const ramRanges: Readonly<Record<Uf2Chip, readonly (readonly [start: number, end: number])[]>> = {
  RP2040: [
    [0x15000000, 0x15004000],
    [0x20000000, 0x20042000],
  ],
  RP2350: [
    [0x13ffc000, 0x14000000],
    [0x20000000, 0x20082000],
  ],
};

/** Bytes of flash that a Pico has beside its chip. */
const flashLengths: Readonly<Record<Uf2Chip, number>> = { RP2040: flashLength, RP2350: 0x400000 };

/** The memory of a Pico that holds all of these addresses, or `null`. */
export function placeOf(chip: Uf2Chip, address: number, length: number): Uf2Place | null {
  const end = address + length;
  if (address >= flashBase && end <= flashBase + flashLengths[chip]) return 'flash';
  const inRam = ramRanges[chip].some(([from, to]) => address >= from && end <= to);
  return inRam ? 'ram' : null;
}
