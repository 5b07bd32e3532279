/** An address, or any other word of 32 bits, as people write it: `0x2000c0de`. */
export function hexadecimalWord(word: number): string {
  return `0x${(word >>> 0).toString(16).padStart(8, '0')}`;
}
