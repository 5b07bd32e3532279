/** The requests that a computer sends to endpoint 0 (USB 2.0, 9.4; CDC PSTN 1.2, 6.3). */

const fromDevice = 0x80;
const toDevice = 0;
const toInterface = 0x21;

/** wValue's upper byte when a descriptor is asked for. */
export const wantedDescriptor = { device: 1, configuration: 2, string: 3 } as const;

/** Bits of a serial port's control lines. */
export const controlLine = { dataTerminalReady: 1, requestToSend: 2 } as const;

const noData = new Uint8Array(0);

/** SETUP packet and data of a request. */
export interface RequestBytes {
  readonly setup: Uint8Array;
  readonly data: Uint8Array;
}

/** GET_DESCRIPTOR for at most `length` bytes. */
export function getDescriptor(type: number, number: number, language: number, length: number): RequestBytes {
  return { setup: packet(fromDevice, 6, (type << 8) | number, language, length), data: noData };
}

/** SET_ADDRESS. */
export function setAddress(address: number): RequestBytes {
  return { setup: packet(toDevice, 5, address, 0, 0), data: noData };
}

/** SET_CONFIGURATION. */
export function setConfiguration(configuration: number): RequestBytes {
  return { setup: packet(toDevice, 9, configuration, 0, 0), data: noData };
}

/** SET_LINE_CODING: a speed in baud, with one stop bit, no parity and 8 bits. */
export function setLineCoding(controlInterface: number, baud: number): RequestBytes {
  const data = new Uint8Array(7);
  new DataView(data.buffer).setUint32(0, baud, true);
  data[6] = 8;
  return { setup: packet(toInterface, 0x20, 0, controlInterface, data.length), data };
}

/** SET_CONTROL_LINE_STATE. */
export function setControlLines(controlInterface: number, lines: number): RequestBytes {
  return { setup: packet(toInterface, 0x22, lines, controlInterface, 0), data: noData };
}

function packet(type: number, request: number, value: number, index: number, length: number): Uint8Array {
  const words = [value, index, length].flatMap((word) => [word & 255, word >>> 8]);
  return Uint8Array.of(type, request, ...words);
}
