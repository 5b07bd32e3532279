/** What firmware says about itself: MicroPython above its prompt, CircuitPython in the title of the terminal too. */

/** A firmware as its banner names it. */
export interface Firmware {
  /** "MicroPython", "CircuitPython". */
  readonly name: string;
  /** "1.26.1". */
  readonly version: string;
  /** "Raspberry Pi Pico W with RP2040"; empty where the banner names none. */
  readonly machine: string;
}

const banner = /(MicroPython|CircuitPython) v?([^\s;]+)(?: on [^;\r\n]*)?(?:; ([^\r\n]*))?\r?\n/;

/**
 * CircuitPython titles the terminal of whoever connects, with what it does and its version, and may show no banner
 * until a key is pressed. Source: `supervisor/shared/status_bar.c`.
 */
const title = /\x1b\]0;\u{1f40d}[^\x07\x1b]*\| (\d[^\s|\x07\x1b]*)\x1b\\/u;

/** Finds a banner in a text, or what stands for one; `undefined` where there is none. */
export function findFirmware(text: string): Firmware | undefined {
  const found = banner.exec(text);
  if (found) return { name: found[1]!, version: found[2]!, machine: found[3] ?? '' };
  const titled = title.exec(text);
  return titled ? { name: 'CircuitPython', version: titled[1]!, machine: '' } : undefined;
}
