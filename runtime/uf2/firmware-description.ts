/** What firmware is inside an image, as far as it says so. */

import { programString, readBinaryInfo, type ProgramDrive } from './binary-info.ts';
import type { Uf2Image } from './uf2-image.ts';

/** What somebody gets who installs it: an `eraser` runs once and leaves an empty flash; `program` is any other. */
export type FirmwareKind = 'micropython' | 'circuitpython' | 'eraser' | 'program';

/** Facts about firmware; `null` where it keeps them to itself. */
export interface FirmwareDescription {
  readonly kind: FirmwareKind;
  /** `MicroPython`, `CircuitPython`, or the name that a program gives itself. */
  readonly program: string | null;
  /** `1.26.1`, without the `v` that some write before it. */
  readonly version: string | null;
  /** As the firmware writes it: `2025-09-11`. */
  readonly date: string | null;
  /** Name for people: `Raspberry Pi Pico with RP2040`. */
  readonly board: string | null;
  /** Where it keeps its files. They survive an installation that leaves this place and its bounds alone. */
  readonly drive: ProgramDrive | null;
}

/** As MicroPython and CircuitPython write it into their banners; the board may stand elsewhere. */
const banner = /(MicroPython|CircuitPython) v?(\d+\.\d+[\w.+-]*) on (\d{4}-\d{2}-\d{2})/;
const boardName = /; ((?:Raspberry Pi|Pimoroni|Adafruit|[A-Z])[\w ().+-]{3,60}?(?: with (?:rp|RP)2\d{3}\w*))/;

/** Describes an image. */
export function describeFirmware(image: Uf2Image): FirmwareDescription {
  const info = readBinaryInfo(image);
  const text = textOf(image);
  const [, program, version, date] = banner.exec(text) ?? [];
  const string = (id: number): string | null => info?.strings.get(id) ?? null;
  const named = program ?? string(programString.name);
  return {
    kind: kindOf(named, image),
    program: named,
    version: version ?? string(programString.version)?.replace(/^v/, '') ?? null,
    date: date ?? string(programString.buildDate),
    board: boardName.exec(text)?.[1] ?? string(programString.board),
    drive: info?.drives[0] ?? null,
  };
}

/** Erasers give themselves names such as `flash_nuke`, and run from RAM: flash is what they erase. */
function kindOf(program: string | null, { place }: Uf2Image): FirmwareKind {
  if (program === 'MicroPython') return 'micropython';
  if (program === 'CircuitPython') return 'circuitpython';
  return place === 'ram' && /nuke|erase/i.test(program ?? '') ? 'eraser' : 'program';
}

/** Bytes as characters, one each; gaps between pages end every string. */
function textOf(image: Uf2Image): string {
  const decoder = new TextDecoder('latin1');
  let text = '';
  let expected = -1;
  for (const [address, page] of image.pages) {
    if (address !== expected) text += '\0';
    text += decoder.decode(page);
    expected = address + page.length;
  }
  return text;
}
