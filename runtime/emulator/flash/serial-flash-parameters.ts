/** What the flash chip says of itself (SFDP, JEDEC JESD216): the header, and the size in its first table. */

import { flashLength } from '../../hardware/flash-memory.ts';

const tableOffset = 0x10;
const wordsInTable = 9;

/** The bytes that command 5A reads. */
export const serialFlashParameters: Uint8Array = (() => {
  const bytes = new Uint8Array(tableOffset + wordsInTable * 4).fill(0xff);
  const view = new DataView(bytes.buffer);
  view.setUint32(0x00, 0x50444653, true);
  view.setUint32(0x04, 0xff000105, true);
  view.setUint32(0x08, 0x00010500 | (wordsInTable << 24), true);
  view.setUint32(0x0c, 0xff000000 | tableOffset, true);
  view.setUint32(tableOffset, 0xfff120e5, true);
  view.setUint32(tableOffset + 4, flashLength * 8 - 1, true);
  return bytes;
})();
