/** Reads a UF2 file as its bytes come, and says what is wrong with it as soon as it can be known. */

import { beginsLikeUf2, blockLength, readUf2Block } from './uf2-block.ts';
import { familyName, isFamilyOf, uf2Family, type Uf2Chip } from './uf2-families.ts';
import { Uf2Error } from './uf2-fault.ts';
import { createUf2Image, type PlacedBlock, type Uf2Image } from './uf2-image.ts';

/** A file that was read to its end. */
export interface Uf2File {
  /** Chips that it has something for, by name; a chip that Nibble does not know by its family number. */
  readonly chips: readonly string[];
  /**
   * What it has for one chip. Throws `Uf2Error` if that is nothing, or wrong. Blocks for other chips are not looked
   * at, for they are none of its business.
   */
  imageFor(chip: Uf2Chip): Uf2Image;
}

/** Takes the bytes of one file, in any pieces. */
export class Uf2Reader {
  readonly #byFamily = new Map<number | null, PlacedBlock[]>();
  #block = new Uint8Array(blockLength);
  #filled = 0;
  #blocks = 0;

  /** Takes the next bytes. Throws `Uf2Error` for what is no UF2 file, and for a damaged block. */
  add(bytes: Uint8Array): void {
    for (let start = 0; start < bytes.length;) {
      const taken = Math.min(blockLength - this.#filled, bytes.length - start);
      this.#block.set(bytes.subarray(start, start + taken), this.#filled);
      this.#filled += taken;
      start += taken;
      if (this.#filled === blockLength) this.#takeBlock();
    }
  }

  /** The file ends here. Throws `Uf2Error` if it was empty, or ended within a block. */
  finish(): Uf2File {
    if (this.#filled > 0) {
      const isUf2 = this.#blocks > 0 || beginsLikeUf2(this.#block.subarray(0, this.#filled));
      throw new Uf2Error(isUf2 ? { kind: 'truncated', block: this.#blocks } : { kind: 'not-uf2' });
    }
    if (this.#blocks === 0) throw new Uf2Error({ kind: 'empty' });
    const byFamily = this.#byFamily;
    const chips = chipsOf(byFamily.keys());
    return {
      chips,
      imageFor(chip) {
        const own = [...byFamily].find(([family]) => family !== null && isFamilyOf(chip, family));
        if (!own) throw new Uf2Error({ kind: 'other-chip', chips });
        return createUf2Image(chip, own[1]);
      },
    };
  }

  #takeBlock(): void {
    const index = this.#blocks++;
    const block = readUf2Block(this.#block);
    if (!block) {
      const isUf2 = index > 0 || beginsLikeUf2(this.#block);
      throw new Uf2Error(isUf2 ? { kind: 'damaged', block: index } : { kind: 'not-uf2' });
    }
    this.#block = new Uint8Array(blockLength);
    this.#filled = 0;
    if (!block.forMainMemory) return;
    const family = this.#byFamily.get(block.family);
    if (family) family.push({ block, index });
    else this.#byFamily.set(block.family, [{ block, index }]);
  }
}

/** Reads a file that is there as a whole. Throws `Uf2Error`. */
export function readUf2(bytes: Uint8Array): Uf2File {
  const reader = new Uf2Reader();
  reader.add(bytes);
  return reader.finish();
}

function chipsOf(families: Iterable<number | null>): string[] {
  const names = new Set<string>();
  for (const family of families)
    if (family !== null && family !== uf2Family.absolute && family !== uf2Family.data)
      names.add(familyName(family));
  return [...names];
}
