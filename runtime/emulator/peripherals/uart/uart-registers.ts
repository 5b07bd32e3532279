/** Registers and bits of the PL011 (RP2040 datasheet, 4.2.8). */

/** Offsets. */
export const register = {
  data: 0x00,
  receiveStatus: 0x04,
  flags: 0x18,
  irda: 0x20,
  integerDivider: 0x24,
  fractionalDivider: 0x28,
  lineControl: 0x2c,
  control: 0x30,
  fifoLevels: 0x34,
  interruptMask: 0x38,
  rawInterrupts: 0x3c,
  maskedInterrupts: 0x40,
  interruptClear: 0x44,
  dmaControl: 0x48,
} as const;

/** UARTFR. */
export const flag = {
  clearToSend: 1 << 0,
  busy: 1 << 3,
  receiveEmpty: 1 << 4,
  transmitFull: 1 << 5,
  receiveFull: 1 << 6,
  transmitEmpty: 1 << 7,
} as const;

/** UARTLCR_H; the format of a frame is `FrameFormat`'s. */
export const lineControl = { breakCondition: 1 << 0, fifos: 1 << 4 } as const;

/** UARTCR. */
export const control = {
  enable: 1 << 0,
  irda: 1 << 1,
  loopback: 1 << 7,
  transmit: 1 << 8,
  receive: 1 << 9,
  requestToSend: 1 << 11,
  requestToSendFlow: 1 << 14,
  clearToSendFlow: 1 << 15,
} as const;

/** UARTIMSC, UARTRIS, UARTMIS and UARTICR. */
export const interrupt = {
  clearToSend: 1 << 1,
  receive: 1 << 4,
  transmit: 1 << 5,
  receiveTimeout: 1 << 6,
  /** Framing, parity, break and overrun follow in the order of the bits in UARTDR. */
  errors: 7,
  overrun: 1 << 10,
} as const;

/** UARTDMACR. */
export const dma = { receive: 1 << 0, transmit: 1 << 1 } as const;

/** UARTPeriphID0 to 3 and UARTPCellID0 to 3, at 0xfe0. */
export const identification = [0x11, 0x10, 0x34, 0x00, 0x0d, 0xf0, 0x05, 0xb1] as const;
export const identificationOffset = 0xfe0;
