/**
 * A board as it is right after our Python code was loaded, kept in a file.
 *
 * Loading that code takes longer than everything else in a start. So it is done once, when Nibble is
 * built; a board starts from the image of the memory it left. Beside the memory an image holds what
 * the native side knew: which of our functions Python holds on to, and what Python told us.
 */

import type { LoadedMicroPython } from './load-micropython.ts';
import { callPythonFunction } from './python-calls.ts';

/** A value our Python half handed over: a number, or a function by the bridge's reference. */
type Handed = number | { readonly reference: number };

/** One call of a `…connect` function while our Python code was loaded. */
export interface Connection {
  readonly name: string;
  readonly parameters: readonly Handed[];
}

/** Everything but the memory; travels as JSON. */
interface ImageHeader {
  /** By the bridge's number: a function's name, `*` for the module that holds them, null for nothing. */
  readonly natives: readonly (string | null)[];
  readonly nextNative: number;
  readonly connections: readonly Connection[];
  /** What our file name is in memory; see `TraceFrames`. */
  readonly ownFile: number;
}

/** The image of one model of board. */
export interface BoardImage extends ImageHeader {
  readonly memory: Uint8Array;
}

/** Functions that Python knows, by name. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type NativeFunctions = Record<string, (...parameters: any[]) => unknown>;

/** The tables of the package's bridge, which it keeps in globals of its thread. */
interface BridgeTables {
  proxy_js_ref: unknown[];
  proxy_js_ref_next: number;
  proxy_js_ref_map: Map<unknown, number>;
}

const module = '*';
/** The bridge's own first entries: the global object and undefined. */
const firstNative = 2;
const lengthBytes = 4;

/** Names of functions whose calls are part of an image end like this. */
export const connectionSuffix = 'connect';

/** Has the calls of `…connect` functions written down while our Python code is loaded. */
export function noteConnections(functions: NativeFunctions, connections: Connection[]): NativeFunctions {
  const noted: NativeFunctions = { ...functions };
  for (const [name, connect] of Object.entries(functions)) {
    if (!name.endsWith(connectionSuffix)) continue;
    noted[name] = (...parameters: (number | { _ref: number })[]) => {
      connections.push({
        name,
        parameters: parameters.map((one) => (typeof one === 'number' ? one : { reference: one._ref })),
      });
      return connect(...parameters);
    };
  }
  return noted;
}

/** Takes the image of a board whose Python code is loaded. */
export function takeImage(
  loaded: LoadedMicroPython,
  functions: NativeFunctions,
  connections: readonly Connection[],
  ownFile: number,
): BoardImage {
  const tables = globalThis as unknown as BridgeTables;
  const names = new Map<unknown, string>(Object.entries(functions).map(([name, value]) => [value, name]));
  names.set(functions, module);
  const natives = tables.proxy_js_ref.slice(firstNative).map((native) => {
    if (native === undefined) return null;
    const name = names.get(native);
    if (name === undefined) throw new Error('Our Python code holds on to something that is not ours');
    return name;
  });
  const memory = new Uint8Array(loaded.exports.memory.buffer).slice();
  let length = memory.length;
  while (length > 0 && memory[length - 1] === 0) length--;
  return {
    natives,
    nextNative: tables.proxy_js_ref_next,
    connections,
    ownFile,
    memory: memory.slice(0, length),
  };
}

/** Makes a freshly loaded interpreter the board of the image. `functions` are those it was taken with. */
export function putImage(loaded: LoadedMicroPython, image: BoardImage, functions: NativeFunctions): void {
  const memory = new Uint8Array(loaded.exports.memory.buffer);
  memory.set(image.memory);
  memory.fill(0, image.memory.length);
  const tables = globalThis as unknown as BridgeTables;
  image.natives.forEach((name, index) => {
    const native = name === null ? undefined : name === module ? functions : functions[name];
    if (name !== null && native === undefined) throw new Error(`The board's image asks for ${name}`);
    tables.proxy_js_ref[firstNative + index] = native;
    if (native !== undefined) tables.proxy_js_ref_map.set(native, firstNative + index);
  });
  tables.proxy_js_ref_next = image.nextNative;
  for (const { name, parameters } of image.connections) {
    functions[name]?.(...parameters.map((one) => restoreHanded(loaded, one)));
  }
}

function restoreHanded(loaded: LoadedMicroPython, handed: Handed): unknown {
  if (typeof handed === 'number') return handed;
  return () => callPythonFunction(loaded.exports, handed.reference);
}

/** An image as bytes for a file. */
export function encodeImage({ memory, ...header }: BoardImage): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(header satisfies ImageHeader));
  const bytes = new Uint8Array(lengthBytes + text.length + memory.length);
  new DataView(bytes.buffer).setUint32(0, text.length, true);
  bytes.set(text, lengthBytes);
  bytes.set(memory, lengthBytes + text.length);
  return bytes;
}

/** An image from the bytes of a file. */
export function decodeImage(bytes: Uint8Array): BoardImage {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const text = new TextDecoder().decode(bytes.subarray(lengthBytes, lengthBytes + length));
  return { ...(JSON.parse(text) as ImageHeader), memory: bytes.subarray(lengthBytes + length) };
}
