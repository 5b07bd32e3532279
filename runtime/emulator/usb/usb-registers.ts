/** Registers and bits of the USB controller (RP2040 datasheet, 4.1.4). Bits are numbers without a sign. */

/** Offsets from 0x50110000. */
export const usbRegister = {
  /** ADDR_ENDP: the device's address. The fifteen after it belong to host mode. */
  address: 0x00,
  mainControl: 0x40,
  frameNumber: 0x48,
  sieControl: 0x4c,
  sieStatus: 0x50,
  hostEndpointControl: 0x54,
  bufferStatus: 0x58,
  bufferToHandle: 0x5c,
  endpointAbort: 0x60,
  endpointAbortDone: 0x64,
  endpointStallArm: 0x68,
  nakPoll: 0x6c,
  muxing: 0x74,
  power: 0x78,
  phyDirect: 0x7c,
  phyDirectOverride: 0x80,
  phyTrim: 0x84,
  interruptRaw: 0x8c,
  interruptEnable: 0x90,
  interruptForce: 0x94,
  interruptStatus: 0x98,
} as const;

/** MAIN_CTRL. */
export const mainControl = { enable: 1, host: 2, writable: 0x80000003 } as const;

/** SIE_CTRL. */
export const sieControl = {
  resume: 0x00001000,
  pullUp: 0x00010000,
  endpoint0InterruptOnNak: 0x08000000,
  endpoint0InterruptBothBuffers: 0x10000000,
  endpoint0InterruptEachBuffer: 0x20000000,
  endpoint0DoubleBuffered: 0x40000000,
  endpoint0InterruptOnStall: 0x80000000,
} as const;

/** SIE_STATUS. */
export const sieStatus = {
  vbusDetected: 0x00000001,
  lineStateJ: 0x00000004,
  suspended: 0x00000010,
  resume: 0x00000800,
  connected: 0x00010000,
  setupReceived: 0x00020000,
  transactionComplete: 0x00040000,
  busReset: 0x00080000,
  receiveOverflow: 0x04000000,
  ackReceived: 0x40000000,
  dataSequenceError: 0x80000000,
} as const;

/** Bits of SIE_STATUS that stay until the program writes a one to them. */
export const latchedStatus = 0xff0e0800;

/** INTR, INTE, INTF and INTS. */
export const usbInterrupt = {
  transactionComplete: 1 << 3,
  bufferStatus: 1 << 4,
  dataSequenceError: 1 << 5,
  receiveOverflow: 1 << 7,
  busReset: 1 << 12,
  connection: 1 << 13,
  suspend: 1 << 14,
  resumeFromHost: 1 << 15,
  setupRequest: 1 << 16,
  startOfFrame: 1 << 17,
  abortDone: 1 << 18,
  all: 0xfffff,
} as const;

/** USB_PWR. */
export const usbPower = { vbusDetect: 1 << 2, vbusDetectOverride: 1 << 3 } as const;

/** Where things lie in the USB memory in device mode (4.1.2.3). */
export const usbMemoryLayout = {
  size: 4096,
  setupPacket: 0,
  /** A word for each endpoint and direction from endpoint 1 on: IN, then OUT. */
  endpointControl: 0x08,
  /** A word for each endpoint and direction: IN, then OUT. */
  bufferControl: 0x80,
  bufferControlEnd: 0x100,
  endpoint0Buffer: 0x100,
} as const;

/** An endpoint's control word (table 394). */
export const endpointControl = {
  bufferAddress: 0xffc0,
  interruptOnNak: 1 << 16,
  interruptOnStall: 1 << 17,
  isochronous: 1 << 26,
  typeMask: 3 << 26,
  interruptBothBuffers: 1 << 28,
  interruptEachBuffer: 1 << 29,
  doubleBuffered: 1 << 30,
  enable: 0x80000000,
} as const;

/** Half of a buffer control word: one of the two buffers (table 395). */
export const bufferControl = {
  length: 0x3ff,
  available: 1 << 10,
  stall: 1 << 11,
  /** Only in the half of buffer 0: start again with that one. */
  selectFirst: 1 << 12,
  data1: 1 << 13,
  last: 1 << 14,
  full: 1 << 15,
} as const;
