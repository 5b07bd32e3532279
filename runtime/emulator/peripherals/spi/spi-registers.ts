/** Registers and bits of the PL022 (RP2040 datasheet, 4.4.4). */

/** Offsets. */
export const register = {
  control0: 0x00,
  control1: 0x04,
  data: 0x08,
  status: 0x0c,
  prescale: 0x10,
  interruptMask: 0x14,
  rawInterrupts: 0x18,
  maskedInterrupts: 0x1c,
  interruptClear: 0x20,
  dmaControl: 0x24,
} as const;

/** SSPCR1. */
export const control = { loopback: 1 << 0, enable: 1 << 1, slave: 1 << 2 } as const;

/** SSPSR. */
export const status = {
  transmitEmpty: 1 << 0,
  transmitNotFull: 1 << 1,
  receiveNotEmpty: 1 << 2,
  receiveFull: 1 << 3,
  busy: 1 << 4,
} as const;

/** SSPIMSC, SSPRIS, SSPMIS and SSPICR. */
export const interrupt = { overrun: 1 << 0, timeout: 1 << 1, receive: 1 << 2, transmit: 1 << 3 } as const;

/** SSPDMACR. */
export const dma = { receive: 1 << 0, transmit: 1 << 1 } as const;

/** SSPPeriphID0 to 3 and SSPPCellID0 to 3, at 0xfe0. */
export const identification = [0x22, 0x10, 0x34, 0x00, 0x0d, 0xf0, 0x05, 0xb1] as const;
export const identificationOffset = 0xfe0;
