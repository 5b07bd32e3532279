/** Registers of the SSI, and what stands in them (RP2040 datasheet, 4.10.13). */

/** Offsets. */
export const register = {
  control0: 0x00,
  control1: 0x04,
  enable: 0x08,
  slaves: 0x10,
  divider: 0x14,
  transmitLevel: 0x20,
  receiveLevel: 0x24,
  status: 0x28,
  interruptMask: 0x2c,
  interruptStatus: 0x30,
  rawInterruptStatus: 0x34,
  dmaControl: 0x4c,
  identification: 0x58,
  version: 0x5c,
  data: 0x60,
  lastData: 0xec,
  spiControl: 0xf4,
} as const;

/** Contents of IDR and SSI_VERSION_ID. */
export const identification = 0x51535049;
export const version = 0x3430312a;
export const spiControlAfterReset = 0x03000000;
/** Frames that each FIFO holds. */
export const fifoDepth = 16;

/** Bits of SR. */
export const status = {
  busy: 1,
  transmitNotFull: 2,
  transmitEmpty: 4,
  receiveNotEmpty: 8,
  receiveFull: 16,
} as const;
/** Values of TMOD in CTRLR0. */
export const transferMode = { both: 0, transmit: 1, receive: 2, commandThenReceive: 3 } as const;
