/** UF2 files for tests, put together and taken apart as the format's own page says (github.com/microsoft/uf2). */

/** Family ids. */
export const rp2040 = 0xe48bff56;
export const rp2350 = 0xe48bff59;

/** One block. */
export interface Uf2Block {
  readonly address: number;
  readonly data: Uint8Array;
  readonly number: number;
  readonly count: number;
  readonly family: number;
}

/** The bytes of one block. */
export function uf2Block(block: Uf2Block): Uint8Array {
  const bytes = new Uint8Array(512);
  const view = new DataView(bytes.buffer);
  const words = [0x0a324655, 0x9e5d5157, 0x2000, block.address, block.data.length, block.number, block.count];
  for (const [index, word] of [...words, block.family].entries()) view.setUint32(4 * index, word, true);
  bytes.set(block.data, 32);
  view.setUint32(508, 0x0ab16f30, true);
  return bytes;
}

/** A whole file with `data` for the addresses from `address` on, in blocks of 256 bytes. */
export function uf2File(data: Uint8Array, address = 0x10000000, family = rp2040): Uint8Array {
  const count = Math.ceil(data.length / 256);
  const blocks = Array.from({ length: count }, (_, number) => {
    const part = new Uint8Array(256);
    part.set(data.subarray(256 * number, 256 * (number + 1)));
    return uf2Block({ address: address + 256 * number, data: part, number, count, family });
  });
  return Buffer.concat(blocks);
}

/** The blocks of a whole file. */
export function readBlocks(bytes: Uint8Array): Uf2Block[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.length / 512 }, (_, index) => {
    const word = (place: number): number => view.getUint32(512 * index + 4 * place, true);
    return {
      address: word(3),
      data: bytes.subarray(512 * index + 32, 512 * index + 32 + word(4)),
      number: word(5),
      count: word(6),
      family: word(7),
    };
  });
}
