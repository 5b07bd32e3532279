/**
 * Flash routines of the boot ROM (RP2040 datasheet, 2.8.3.1.3). Erasing and programming go sector by sector and page
 * by page, each in the time that the chip takes for it, so that power can go between two of them or in the middle.
 */

import type { Clock } from '../clock/clock.ts';
import type { NativeRoutine } from '../core/core.ts';
import type { FlashChip } from '../flash/flash-chip.ts';
import type { MemoryAccess } from './memory-access.ts';
import {
  clearBits,
  qspiIo,
  qspiPads,
  resetsReset,
  setBits,
  ssiBase,
  xipControl,
  xipFlush,
} from './addresses.ts';

const sectorLength = 0x1000;
const sectorErase = 0x20;
const pageLength = 0x100;
/** Between two looks at the chip's status, as long as a status command takes. */
const statusCycles = 200;
const longestWait = 2000;
const qspiPins = 6;
const chipSelectControl = qspiIo + 0xc;

/** Registers of the SSI (4.10.13). */
const ssi = {
  control: ssiBase,
  enable: ssiBase + 0x08,
  slaves: ssiBase + 0x10,
  divider: ssiBase + 0x14,
  spiControl: ssiBase + 0xf4,
};
/** Frames of 8 bits, each sent and received on one wire. */
const serialFrames = 0x00070000;
/** `03` with 24 bits of address for every access through XIP, frames of 32 bits on one wire. */
const serialReads = { control: 0x001f0300, spiControl: 0x03000218 };

const resetOfIoQspi = 1 << 6;
const resetOfPadsQspi = 1 << 9;

/** The routines that a program finds in the ROM's table for its flash. */
export class FlashRoutines {
  constructor(
    private readonly memory: MemoryAccess,
    private readonly chip: FlashChip,
    private readonly clock: Clock,
  ) {}

  /** `connect_internal_flash`: gives the six flash pins to the SSI. */
  readonly connect = (): number => {
    const { bus } = this.memory;
    bus.write32(resetsReset + setBits, resetOfIoQspi | resetOfPadsQspi);
    bus.write32(resetsReset + clearBits, resetOfIoQspi | resetOfPadsQspi);
    for (let pin = 0; pin < qspiPins; pin++) bus.write32(qspiIo + pin * 8 + 4, 0);
    return 100;
  };

  /** `flash_exit_xip`: the SSI sends plain serial frames, and the chip leaves its continuous read mode. */
  readonly exitXip = (): number => {
    const { bus } = this.memory;
    bus.write32(ssi.enable, 0);
    bus.write32(ssi.divider, 6);
    bus.write32(ssi.control, serialFrames);
    bus.write32(ssi.slaves, 1);
    bus.write32(ssi.enable, 1);
    const firstDataPad = bus.read32(qspiPads + 8);
    for (const offset of [0x10, 0x14]) bus.write32(qspiPads + offset, (firstDataPad & ~0x4) | 0x8);
    bus.write32(chipSelectControl, 0);
    return 14_000;
  };

  /**
   * `flash_range_erase`: R0 is the offset in flash, R1 the count of bytes, R2 a larger block that R3 is the command
   * for. Offset and count move on with every block begun.
   */
  readonly erase: NativeRoutine = ({ registers }) => {
    if (this.chip.busy) return this.#wait();
    const offset = registers[0]!;
    const count = registers[1]!;
    if (count <= 0) return statusCycles;
    const block = registers[2]! >>> 0;
    const wholeBlock = (offset & (block - 1)) === 0 && count >= block;
    const length = wholeBlock ? block : sectorLength;
    this.chip.erase(offset, wholeBlock ? registers[3]! & 0xff : sectorErase);
    registers[0] = offset + length;
    registers[1] = count - length;
    return this.#wait();
  };

  /** `flash_range_program`: R0 is the offset in flash, R1 the address of the data, R2 their count. */
  readonly program: NativeRoutine = ({ registers }) => {
    if (this.chip.busy) return this.#wait();
    const count = registers[2]!;
    if (count <= 0) return statusCycles;
    this.chip.program(registers[0]!, this.memory.read(registers[1]!, pageLength));
    registers[0] = registers[0]! + pageLength;
    registers[1] = registers[1]! + pageLength;
    registers[2] = count - pageLength;
    return this.#wait();
  };

  /** `flash_flush_cache`: also switches the cache on and gives chip select back to the SSI. */
  readonly flushCache = (): number => {
    const { bus } = this.memory;
    bus.write32(xipFlush, 1);
    bus.write32(xipControl + setBits, 1);
    bus.write32(chipSelectControl, 0);
    return 3000;
  };

  /** `flash_enter_cmd_xip`: reads of flash become serial `03` commands. */
  readonly enterCommandXip = (): number => {
    const { bus } = this.memory;
    bus.write32(ssi.enable, 0);
    bus.write32(ssi.control, serialReads.control);
    bus.write32(ssi.spiControl, serialReads.spiControl);
    bus.write32(ssi.enable, 1);
    return 50;
  };

  /** Looks again soon, and not only when the chip is done: interrupts and power cuts come at any time. */
  #wait(): { cycles: number; again: true } {
    const left = Math.ceil(this.chip.nanosecondsLeft / this.clock.nanosecondsPerCycle);
    return { cycles: Math.min(left + statusCycles, longestWait), again: true };
  }
}
