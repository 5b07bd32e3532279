/**
 * Columns from one tab stop to the next: as many as MicroPython counts, so that a block that looks indented
 * alike is.
 */
export const tabWidth = 8;
