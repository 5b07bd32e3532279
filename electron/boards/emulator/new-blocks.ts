/** The UF2 blocks of a file that is being written, each given out once. */

import { createHash } from 'node:crypto';
import { blockLength, readUf2Block } from '../../../runtime/uf2/uf2-block.ts';

/** Remembers which blocks of one file were seen already. */
export class NewBlocks {
  /** By the block's place in the file, what was in it. */
  readonly #seen = new Map<number, string>();

  /**
   * The runs of whole blocks in `content` that were not there before, in the order of the file. A place whose contents
   * changed counts as new. Where room was made for the file first, the end of a block is what comes last.
   */
  *in(content: Uint8Array): Generator<Uint8Array> {
    let start = -1;
    for (let offset = 0; offset + blockLength <= content.length; offset += blockLength) {
      if (readUf2Block(content, offset) && this.#isNew(offset, content)) {
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
