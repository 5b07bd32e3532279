/** The size of the heap that the simulated Pico's Python works in. */

/** What a program finds free, in bytes: about what MicroPython leaves it on a Pico. */
const freeForPrograms = 196 * 1024;

/** Room for our Python half, with some to spare; what a Pico has of it is in its flash. */
const roomForOurs = 96 * 1024;

/** Bytes of the heap. It never grows: when it is full of live data, Python raises `MemoryError`. */
export const heapSize = freeForPrograms + roomForOurs;

/**
 * How many bytes have to be taken out of circulation for programs to find what a Pico has, when
 * `free` are free. Throws when our Python half has outgrown its room.
 */
export function heapSurplus(free: number): number {
  if (free < freeForPrograms) {
    throw new Error(`Python finds only ${free} bytes of memory: give our own half more room`);
  }
  return free - freeForPrograms;
}
