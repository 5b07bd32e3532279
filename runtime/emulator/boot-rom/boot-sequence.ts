/**
 * What core 0 does after a reset (RP2040 datasheet, 2.8.1), and `reset_to_usb_boot` (2.8.3.1.4): from the vector in the
 * watchdog's scratch registers, to the second stage in flash, to BOOTSEL.
 */

import type { NativeRoutine } from '../core/core.ts';
import type { FlashChip } from '../flash/flash-chip.ts';
import {
  chipReset,
  clearBits,
  clocksWakeEnable0,
  clocksWakeEnable1,
  crystalControl,
  padsOfAnalogPins,
  resetsReset,
  secondStageBase,
  setBits,
  sramEnd,
  systemNonMaskableInterrupts,
  watchdogScratch,
  xipControl,
} from './addresses.ts';
import { crc32 } from './crc32.ts';
import type { FlashRoutines } from './flash-routines.ts';
import type { MemoryAccess } from './memory-access.ts';
import { romCode } from './rom-code.ts';
import { rebootByWatchdog, vectorMagic, type WatchdogVector } from './watchdog-reboot.ts';

/** What the ROM is asked for when it goes to BOOTSEL. */
export interface BootselRequest {
  /** GPIO that is to blink while the drive is used, as a mask; 0 for none. */
  readonly activityPins: number;
  /** Bit 0: no drive. Bit 1: no PICOBOOT. */
  readonly disabledInterfaces: number;
}

/** What the boot sequence needs. */
export interface BootSequenceParts {
  readonly memory: MemoryAccess;
  readonly chip: FlashChip;
  readonly flashRoutines: FlashRoutines;
  /** The BOOTSEL button is held down. */
  readonly buttonHeld: () => boolean;
  /** The ROM offers its drive from now on, until the next reset. */
  readonly enterBootsel: (request: BootselRequest) => void;
}

const secondStageLength = 0x100;
const resetOfPadsBank0 = 1 << 8;
const resetsBeforeFlash = (1 << 6) | (1 << 9) | (1 << 21);
const rescueFlag = 0x01000000;
const crystalOn = 0xfab000;
const analogPins = 4;
const padInputEnable = 1 << 6;
/** Of the few thousand each that the chip's own code takes at some 6 MHz. */
const cyclesOfStep = 10_000;

/** The routines that boot. */
export class BootSequence {
  readonly #parts: BootSequenceParts;

  constructor(parts: BootSequenceParts) {
    this.#parts = parts;
  }

  /** The reset vector. Core 1 goes on to wait until core 0 launches it. */
  readonly start: NativeRoutine = ({ number, registers }) => {
    if (number === 1) return jump(registers, romCode.waitForVector, romCode.dead);
    const { bus } = this.#parts.memory;
    bus.write32(clocksWakeEnable0, 0xffffffff);
    bus.write32(clocksWakeEnable1, 0xffffffff);
    bus.write32(systemNonMaskableInterrupts, 0);
    bus.write32(systemNonMaskableInterrupts + 4, 0);

    const whyReset = bus.read32(chipReset);
    if (whyReset & rescueFlag) {
      bus.write32(chipReset, whyReset);
      return jump(registers, romCode.dead, 0);
    }
    bus.write32(resetsReset + clearBits, resetOfPadsBank0);
    for (let pin = 0; pin < analogPins; pin++)
      bus.write32(padsOfAnalogPins + clearBits + pin * 4, padInputEnable);

    const vector = this.#takeVector();
    if (vector === null) return jump(registers, romCode.main, 0);
    registers[13] = vector.stack;
    return jump(registers, vector.entry, romCode.main);
  };

  /** Boots from flash, unless the button is held or there is nothing to boot from. */
  readonly main: NativeRoutine = ({ registers }) => {
    const { memory, flashRoutines, buttonHeld, chip } = this.#parts;
    const { bus } = memory;
    bus.write32(resetsReset + setBits, resetsBeforeFlash);
    bus.write32(resetsReset + clearBits, resetsBeforeFlash);
    if (buttonHeld()) return this.#enterBootsel(registers, { activityPins: 0, disabledInterfaces: 0 });

    flashRoutines.connect();
    flashRoutines.exitXip();
    const secondStage = chip.cells.slice(0, secondStageLength);
    const checksum = new DataView(secondStage.buffer).getUint32(secondStageLength - 4, true);
    memory.write(secondStageBase, secondStage);
    if (crc32(secondStage.subarray(0, secondStageLength - 4)) !== checksum)
      return this.#enterBootsel(registers, { activityPins: 0, disabledInterfaces: 0 });
    flashRoutines.flushCache();
    return jump(registers, secondStageBase | 1, 0);
  };

  /** `reset_to_usb_boot`: has the watchdog reset the chip, with a vector that leads to BOOTSEL. */
  readonly resetToUsbBoot: NativeRoutine = ({ registers }) => {
    const { bus } = this.#parts.memory;
    bus.write32(watchdogScratch, registers[0]!);
    bus.write32(watchdogScratch + 4, registers[1]!);
    rebootByWatchdog(bus, { entry: romCode.usbBoot, stack: sramEnd }, 10);
    return jump(registers, romCode.dead, 0);
  };

  /** Where the vector of `resetToUsbBoot` leads. */
  readonly usbBoot: NativeRoutine = ({ registers }) => {
    const { bus } = this.#parts.memory;
    return this.#enterBootsel(registers, {
      activityPins: bus.read32(watchdogScratch),
      disabledInterfaces: bus.read32(watchdogScratch + 4),
    });
  };

  #enterBootsel(registers: Int32Array, request: BootselRequest): number {
    const { bus } = this.#parts.memory;
    bus.write32(crystalControl, crystalOn);
    bus.write32(xipControl + clearBits, 1);
    this.#parts.enterBootsel(request);
    return jump(registers, romCode.dead, 0);
  }

  /** The entry that somebody left in the scratch registers, once. */
  #takeVector(): WatchdogVector | null {
    const { bus } = this.#parts.memory;
    const [magic, check, stack, entry] = [4, 5, 6, 7].map((index) =>
      bus.read32(watchdogScratch + index * 4),
    ) as [number, number, number, number];
    if (magic >>> 0 !== vectorMagic || ((check ^ entry) + vectorMagic) | 0) return null;
    bus.write32(watchdogScratch + 16, 0);
    return { entry, stack };
  }
}

/** Goes on at `target` with `link` in LR, by way of two instructions in the ROM. */
function jump(registers: Int32Array, target: number, link: number): number {
  registers[0] = target | 1;
  registers[1] = link === 0 ? 0 : link | 1;
  registers[14] = romCode.jump | 1;
  return cyclesOfStep;
}
