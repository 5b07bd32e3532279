/** Registers and bits of the DW_apb_i2c (RP2040 datasheet, 4.3.17). */

/** Offsets. */
export const register = {
  control: 0x00,
  target: 0x04,
  ownAddress: 0x08,
  data: 0x10,
  standardHigh: 0x14,
  standardLow: 0x18,
  fastHigh: 0x1c,
  fastLow: 0x20,
  interruptStatus: 0x2c,
  interruptMask: 0x30,
  rawInterrupts: 0x34,
  receiveLevel: 0x38,
  transmitLevel: 0x3c,
  clearAll: 0x40,
  clearAbort: 0x54,
  enable: 0x6c,
  status: 0x70,
  transmitCount: 0x74,
  receiveCount: 0x78,
  dataHold: 0x7c,
  abortSource: 0x80,
  refuseData: 0x84,
  dmaControl: 0x88,
  dmaTransmitLevel: 0x8c,
  dmaReceiveLevel: 0x90,
  dataSetup: 0x94,
  acknowledgeGeneralCall: 0x98,
  enableStatus: 0x9c,
  spikeLength: 0xa0,
  version: 0xf8,
  type: 0xfc,
} as const;

/** IC_CON. */
export const control = {
  master: 1 << 0,
  standardSpeed: 1 << 1,
  speed: 3 << 1,
  tenBitsSlave: 1 << 3,
  tenBitsMaster: 1 << 4,
  restart: 1 << 5,
  slaveDisabled: 1 << 6,
  stopIfAddressed: 1 << 7,
  emptyWhenSent: 1 << 8,
  holdWhenFull: 1 << 9,
} as const;

/** IC_DATA_CMD. */
export const command = { read: 1 << 8, stop: 1 << 9, restart: 1 << 10, firstByte: 1 << 11 } as const;

/** IC_RAW_INTR_STAT, IC_INTR_STAT and IC_INTR_MASK. */
export const interrupt = {
  receiveUnderflow: 1 << 0,
  receiveOverflow: 1 << 1,
  receiveFull: 1 << 2,
  transmitOverflow: 1 << 3,
  transmitEmpty: 1 << 4,
  readRequest: 1 << 5,
  abort: 1 << 6,
  receiveDone: 1 << 7,
  activity: 1 << 8,
  stop: 1 << 9,
  start: 1 << 10,
  generalCall: 1 << 11,
  restart: 1 << 12,
} as const;

/** Registers whose reading clears one interrupt each. */
export const clearing: Readonly<Record<number, number>> = {
  0x44: interrupt.receiveUnderflow,
  0x48: interrupt.receiveOverflow,
  0x4c: interrupt.transmitOverflow,
  0x50: interrupt.readRequest,
  0x54: interrupt.abort,
  0x58: interrupt.receiveDone,
  0x5c: interrupt.activity,
  0x60: interrupt.stop,
  0x64: interrupt.start,
  0x68: interrupt.generalCall,
  0xa8: interrupt.restart,
};

/** IC_ENABLE. */
export const enable = { on: 1 << 0, abort: 1 << 1, block: 1 << 2 } as const;

/** IC_STATUS. */
export const status = {
  activity: 1 << 0,
  transmitNotFull: 1 << 1,
  transmitEmpty: 1 << 2,
  receiveNotEmpty: 1 << 3,
  receiveFull: 1 << 4,
  masterActivity: 1 << 5,
  slaveActivity: 1 << 6,
} as const;

/** IC_TX_ABRT_SOURCE; the number of words that were thrown away stands above them. */
export const abortSource = {
  noAddress: 1 << 0,
  noData: 1 << 3,
  noGeneralCall: 1 << 4,
  arbitrationLost: 1 << 12,
  slaveFlushed: 1 << 13,
  user: 1 << 16,
  flushedShift: 23,
} as const;

/** IC_DMA_CR. */
export const dma = { receive: 1 << 0, transmit: 1 << 1 } as const;

/** Bits that can be written, and the first value, of the registers that only keep what is written. */
export const plainRegisters: Readonly<Record<number, readonly [bits: number, first: number]>> = {
  [register.control]: [0x7ff, 0x65],
  [register.target]: [0xfff, 0x55],
  [register.ownAddress]: [0x3ff, 0x55],
  [register.standardHigh]: [0xffff, 0x28],
  [register.standardLow]: [0xffff, 0x2f],
  [register.fastHigh]: [0xffff, 0x06],
  [register.fastLow]: [0xffff, 0x0d],
  [register.interruptMask]: [0x1fff, 0x8ff],
  [register.receiveLevel]: [0xff, 0],
  [register.transmitLevel]: [0xff, 0],
  [register.dataHold]: [0xffffff, 1],
  [register.refuseData]: [1, 0],
  [register.dmaControl]: [3, 0],
  [register.dmaTransmitLevel]: [0xf, 0],
  [register.dmaReceiveLevel]: [0xf, 0],
  [register.dataSetup]: [0xff, 0x64],
  [register.acknowledgeGeneralCall]: [1, 1],
  [register.spikeLength]: [0xff, 7],
};

/** IC_COMP_VERSION and IC_COMP_TYPE. */
export const identification: Readonly<Record<number, number>> = {
  [register.version]: 0x3230312a,
  [register.type]: 0x44570140,
};
