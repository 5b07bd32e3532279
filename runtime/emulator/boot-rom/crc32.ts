/** The checksum at the end of a second stage boot loader (RP2040 datasheet, 2.8.1.3.1). */

const polynomial = 0x04c11db7;

/** CRC-32 as in MPEG-2: seed all ones, highest bit first, nothing reflected or inverted. As an unsigned number. */
export function crc32(bytes: Uint8Array): number {
  let checksum = 0xffffffff;
  for (const byte of bytes) {
    checksum ^= byte << 24;
    for (let bit = 0; bit < 8; bit++) checksum = (checksum << 1) ^ (checksum < 0 ? polynomial : 0);
  }
  return checksum >>> 0;
}
