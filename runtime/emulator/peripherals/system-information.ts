/** SYSINFO and TBMAN: which chip this is (RP2040 datasheet, 2.20 and 2.22.2). */

import type { Peripheral } from '../bus/peripheral.ts';

/** A block of registers that never change. */
class Constants implements Peripheral {
  constructor(
    readonly name: string,
    private readonly values: Readonly<Record<number, number>>,
  ) {}

  read(offset: number): number {
    return this.values[offset] ?? 0;
  }

  peek(offset: number): number {
    return this.read(offset);
  }

  write(): void {}

  reset(): void {}

  save(): null {
    return null;
  }

  restore(): void {}
}

/** Manufacturer 0x493, part 2, revision 2: the B2 stepping that all newer Picos have. */
const chipId = 0x20002927;
/** A chip, no FPGA. SYSINFO and TBMAN have the two bits in different orders. */
const systemPlatform = 0b10;
const testbenchPlatform = 0b01;
/** The source of the chip, as the B2 stepping tells it. */
const gitReference = 0xe0c912e8;

/** SYSINFO: CHIP_ID, PLATFORM and GITREF_RP2040. */
export function createSystemInformation(): Peripheral {
  return new Constants('SYSINFO', { 0x00: chipId, 0x04: systemPlatform, 0x10: gitReference });
}

/** TBMAN: the test bench manager, of which a chip has only PLATFORM. */
export function createTestbenchManager(): Peripheral {
  return new Constants('TBMAN', { 0x00: testbenchPlatform });
}
