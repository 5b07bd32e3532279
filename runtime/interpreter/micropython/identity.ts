/** Makes the interpreter say what it simulates, in place of "JS with Emscripten". */

import type { BoardModel } from '../../hardware/virtual-hardware.ts';

/** How a board names itself. */
export interface BoardIdentity {
  /** `sys.implementation._machine`, and the end of the banner. */
  readonly machine: string;
  /** `sys.implementation._build`. */
  readonly build: string;
}

const identities: Record<BoardModel, BoardIdentity> = {
  pico: { machine: 'Simulated Raspberry Pi Pico with RP2040', build: 'RPI_PICO' },
  'pico-w': { machine: 'Simulated Raspberry Pi Pico W with RP2040', build: 'RPI_PICO_W' },
};

/** The names of a model. */
export function identityOf(model: BoardModel): BoardIdentity {
  return identities[model];
}

/** The texts the package comes with, which are replaced. */
export const packageTexts = {
  platform: 'webassembly',
  machine: 'JS with Emscripten',
  build: 'pyscript',
} as const;

/** What the package prints as the end of its banner, in one piece. */
export const packageBanner = `; ${packageTexts.machine}`;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** `mp_obj_str_t` {type, hash, length, data}. */
const stringHash = 4;
const stringLength = 8;
const stringData = 12;

/**
 * Changes a constant string object in place, before any program has seen it. Throws when it is not
 * the string expected there.
 */
export function replaceText(
  memory: WebAssembly.Memory,
  allocate: (size: number) => number,
  address: number,
  expected: string,
  replacement: string,
): void {
  const view = new DataView(memory.buffer);
  const length = view.getUint32(address + stringLength, true);
  const data = view.getUint32(address + stringData, true);
  const found = length < 100 ? decoder.decode(new Uint8Array(memory.buffer, data, length).slice()) : '';
  if (found !== expected) {
    throw new Error(
      `MicroPython does not call itself "${expected}" where it should; its version must be 1.27.0`,
    );
  }
  const bytes = encoder.encode(`${replacement}\0`);
  const place = allocate(bytes.length);
  new Uint8Array(memory.buffer).set(bytes, place);
  // A hash of 0 means: not computed yet.
  view.setUint32(address + stringHash, 0, true);
  view.setUint32(address + stringLength, bytes.length - 1, true);
  view.setUint32(address + stringData, place, true);
}
