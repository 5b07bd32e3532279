/** Where the contents of an emulated Pico's flash are kept while it has no power. */

/**
 * Keeps one flash, in the thread that emulates its Pico. Both members are done when they return: whatever ends the
 * thread or its process leaves what a chip would hold whose power went at that moment.
 */
export interface FlashStore {
  /** All of it, `flashLength` bytes: asked for when the power comes on. */
  read(): Uint8Array;
  /** Takes over bytes that changed, at `offset` from the start of flash, in the order in which they changed. */
  write(offset: number, bytes: Uint8Array): void;
}
