/** What MicroPython says about itself above its prompt. */

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

/** Finds a banner in a text; `undefined` where there is none. */
export function findFirmware(text: string): Firmware | undefined {
  const found = banner.exec(text);
  return found ? { name: found[1]!, version: found[2]!, machine: found[3] ?? '' } : undefined;
}
