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

const banner =
  /(?:Adafruit )?(MicroPython|CircuitPython) v?([^\s;]+)(?: on [^;\r\n]*)?(?:; ([^\r\n]*))?\r?\n(?:Type "help\(\)"[^\r\n]*\r?\n)?/g;

/** Finds the last banner in a text; `undefined` where there is none. */
export function findFirmware(text: string): Firmware | undefined {
  const found = [...text.matchAll(banner)].at(-1);
  return found && { name: found[1]!, version: found[2]!, machine: found[3] ?? '' };
}

/** Drops all banners but the last: a board that was asked twice says it twice. */
export function dropRepeatedBanners(text: string): string {
  const last = [...text.matchAll(banner)].at(-1);
  if (!last) return text;
  const before = text.slice(0, last.index).replaceAll(banner, '');
  return before.replace(/(?:(?:\r?\n)*>>> ?)+(?:\r?\n)*$/, '') + text.slice(last.index);
}
