/**
 * Makes the interpreter's memory shared, so that other threads can reach its scheduler.
 *
 * The npm file stays as it is: while it is loaded, one flag in the memory section is set from
 * "has a maximum" to "has a maximum, shared" (WebAssembly binary format, threads proposal).
 */

const memorySection = 5;
const limitsWithMaximum = 0x01;
const limitsWithMaximumShared = 0x03;
const headerLength = 8;

/** Returns a copy of the module whose memory is shared. Throws when it is not laid out as expected. */
export function shareMemory(module: Uint8Array): Uint8Array<ArrayBuffer> {
  const shared = new Uint8Array(module);
  let position = headerLength;
  while (position < shared.length) {
    const id = shared[position];
    const length = readUnsigned(shared, position + 1);
    if (id === memorySection) {
      const count = readUnsigned(shared, length.next);
      if (count.value !== 1 || shared[count.next] !== limitsWithMaximum) {
        throw new Error('The interpreter has an unexpected memory section; is its version still pinned?');
      }
      shared[count.next] = limitsWithMaximumShared;
      return shared;
    }
    position = length.next + length.value;
  }
  throw new Error('The interpreter has no memory section');
}

/** Reads an unsigned LEB128 number. */
function readUnsigned(bytes: Uint8Array, start: number): { value: number; next: number } {
  let value = 0;
  let shift = 0;
  let next = start;
  for (;;) {
    const byte = bytes[next++];
    if (byte === undefined) throw new Error('The interpreter file is cut short');
    value |= (byte & 0x7f) << shift;
    if ((byte & 0x80) === 0) return { value: value >>> 0, next };
    shift += 7;
  }
}
