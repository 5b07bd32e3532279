/** One block of a UF2 file: 512 bytes that stand for themselves (github.com/microsoft/uf2). */

/** Bytes of a block. */
export const blockLength = 512;

const firstMagic = 0x0a324655;
const secondMagic = 0x9e5d5157;
const lastMagic = 0x0ab16f30;
const payloadOffset = 32;
const largestPayload = 476;

const flag = { notMainFlash: 0x1, familyGiven: 0x2000 } as const;

/** What a block says. */
export interface Uf2Block {
  /** Where its payload belongs. */
  readonly address: number;
  /** A view on the bytes that were read. */
  readonly payload: Uint8Array;
  /** Number of the block among `count` of its kind. */
  readonly number: number;
  readonly count: number;
  /** For which chip it is, or `null` where it does not say so. */
  readonly family: number | null;
  /** False: a comment, or for another memory than the chip's own. */
  readonly forMainMemory: boolean;
}

/** Reads the block at `offset`, or answers `null` where there is none. */
export function readUf2Block(bytes: Uint8Array, offset = 0): Uf2Block | null {
  if (offset + blockLength > bytes.length) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset + offset, blockLength);
  const word = (index: number): number => view.getUint32(index * 4, true);
  if (word(0) !== firstMagic || word(1) !== secondMagic || word(127) !== lastMagic) return null;
  const flags = word(2);
  const length = Math.min(word(4), largestPayload);
  const start = offset + payloadOffset;
  return {
    address: word(3),
    payload: bytes.subarray(start, start + length),
    number: word(5),
    count: word(6),
    family: (flags & flag.familyGiven) === 0 ? null : word(7),
    forMainMemory: (flags & flag.notMainFlash) === 0,
  };
}

/** Whether `bytes` begin as a block does: tells a damaged block from a file of another kind. */
export function beginsLikeUf2(bytes: Uint8Array): boolean {
  if (bytes.length < 8) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, 8);
  return view.getUint32(0, true) === firstMagic && view.getUint32(4, true) === secondMagic;
}
