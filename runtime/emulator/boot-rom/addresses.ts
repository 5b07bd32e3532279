/** Addresses of registers and memories that the boot ROM uses (RP2040 datasheet, 2.2). */

export const romSize = 0x4000;
export const xipSramBase = 0x15000000;
export const xipSramEnd = 0x15004000;
export const sramEnd = 0x20042000;
/** The second stage is copied to the last 256 bytes of SRAM and runs there; below them is the first stack. */
export const secondStageBase = 0x20041f00;

export const psmWatchdogSelect = 0x40010008;
export const clocksWakeEnable0 = 0x400080a0;
export const clocksWakeEnable1 = 0x400080a4;
export const referenceClockControl = 0x40008030;
export const crystalControl = 0x40024000;
export const resetsReset = 0x4000c000;
export const qspiIo = 0x40018000;
export const qspiPads = 0x40020000;
export const padsOfAnalogPins = 0x4001c06c;
export const watchdogControl = 0x40058000;
export const watchdogLoad = 0x40058004;
/** Scratch register 0; the others follow. */
export const watchdogScratch = 0x4005800c;
export const watchdogTick = 0x4005802c;
export const xipControl = 0x14000000;
export const xipFlush = 0x14000004;
export const ssiBase = 0x18000000;
export const systemNonMaskableInterrupts = 0x40004000;
export const chipReset = 0x40064008;

/** Where a register's bits are set, or cleared, by writing ones (2.1.2). */
export const setBits = 0x2000;
export const clearBits = 0x3000;
