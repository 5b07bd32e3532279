/** A piece of memory on the bus that only the bus reaches: USB buffers, the XIP cache as RAM. */

/** Bytes that the bus reads and writes as they are. */
export interface BusMemory {
  readonly bytes: Uint8Array;
  /** Called after each write, so that an owner may look at what was written. */
  written?(offset: number, size: 1 | 2 | 4): void;
}
