/**
 * The single bytes and fixed texts of MicroPython's REPL.
 * Source: MicroPython, shared/runtime/pyexec.c, and docs/reference/repl.rst.
 */

/** Ctrl-A: enters the raw REPL. */
export const enterRaw = 0x01;
/** Ctrl-B: leaves the raw REPL; at the friendly prompt it prints the banner again. */
export const leaveRaw = 0x02;
/** Ctrl-C: interrupts a program; at a prompt it clears the line. */
export const interrupt = 0x03;
/** Ctrl-D: ends a program to be run, or soft-resets at an empty prompt. Frames raw REPL output. */
export const endOfData = 0x04;
/** Ctrl-E: enters paste mode; in raw REPL it begins a question such as raw-paste's. */
export const pasteMode = 0x05;

const encoder = new TextEncoder();

/** Bytes of a text of ASCII. */
export function ascii(text: string): Uint8Array {
  return encoder.encode(text);
}

/** What the raw REPL says when it is entered, with its prompt. */
export const rawBanner = ascii('raw REPL; CTRL-B to exit\r\n>');
/** What a soft reset says before the interpreter starts anew. */
export const softReboot = ascii('soft reboot\r\n');
/** Says that code was received and now runs. */
export const accepted = ascii('OK');
/** The friendly prompt. */
export const friendlyPrompt = '>>> ';
