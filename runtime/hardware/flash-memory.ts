/** The flash beside a Pico's chip. */

/** First address of flash in the memory of the chip, an RP2040 or RP2350 (datasheet of either, 2.2). */
export const flashBase = 0x10000000;

/** Bytes of flash: a Pico's W25Q16 holds 2 MB. */
export const flashLength = 2 * 1024 * 1024;
