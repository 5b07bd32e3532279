/** The UF2 blocks of a file that is being written, each given out once. */

import { createHash } from 'node:crypto';

const blockLength = 512;
const firstMagic = 0x0a324655;
const secondMagic = 0x9e5d5157;
const lastMagic = 0x0ab16f30;

/** Remembers which blocks of one file were seen already. */
export class NewBlocks {
  /** By the block's place in the file, what was in it. */
  readonly #seen = new Map<number, string>();

  /**
   * The runs of whole blocks in `content` that were not there before, in the order of the file. A place whose contents
   * changed counts as new.
   */
  *in(content: Uint8Array): Generator<Uint8Array> {
    const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
    let start = -1;
    for (let offset = 0; offset + blockLength <= content.length; offset += blockLength) {
      if (isBlock(view, offset) && this.#isNew(offset, content)) {
        if (start < 0) start = offset;
      } else if (start >= 0) {
        yield content.subarray(start, offset);
        start = -1;
      }
    }
    if (start >= 0) yield content.subarray(start, content.length - (content.length % blockLength));
  }

  #isNew(offset: number, content: Uint8Array): boolean {
    const block = content.subarray(offset, offset + blockLength);
    const sum = createHash('sha1').update(block).digest('base64');
    if (this.#seen.get(offset) === sum) return false;
    this.#seen.set(offset, sum);
    return true;
  }
}

/** Written completely: the end of a block comes last, and begins as zeros where room was made for the file first. */
function isBlock(view: DataView, offset: number): boolean {
  return (
    view.getUint32(offset, true) === firstMagic &&
    view.getUint32(offset + 4, true) === secondMagic &&
    view.getUint32(offset + blockLength - 4, true) === lastMagic
  );
}
