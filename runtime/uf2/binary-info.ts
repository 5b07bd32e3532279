/**
 * What a program for these chips says about itself: the "binary info" that the Pico SDK puts near its beginning
 * (pico-sdk, `pico/binary_info`).
 */

import { flashBase } from '../hardware/flash-memory.ts';
import type { Uf2Image } from './uf2-image.ts';

/** A piece of flash that a program uses as a drive. */
export interface ProgramDrive {
  readonly name: string;
  readonly address: number;
  readonly length: number;
}

/** Strings by their identifier in `programString`, and drives. */
export interface BinaryInfo {
  readonly strings: ReadonlyMap<number, string>;
  readonly drives: readonly ProgramDrive[];
}

/** Identifiers of the strings that matter here. */
export const programString = {
  name: 0x02031c86,
  version: 0x11a9bc3a,
  buildDate: 0x9da22254,
  url: 0x1856239a,
  board: 0xb63cffbb,
} as const;

const startMarker = 0x7188ebf2;
const endMarker = 0xe71aa390;
const headerLength = 20;
/** It stands within the first 256 bytes of the program, which in flash come after the second stage. */
const searched = 0x400;
const mostEntries = 1000;
const longestString = 256;
const tagOfRaspberryPi = 0x5052;
const type = { idAndString: 6, blockDevice: 7 } as const;

/** Strings have identifiers of their own for every tag; a drive is a drive under any. */
const ofRaspberryPi = (kind: number): number => ((tagOfRaspberryPi << 16) | kind) >>> 0;

/** Reads it, or answers `null` where there is none. What does not hold together is left out. */
export function readBinaryInfo(image: Uf2Image): BinaryInfo | null {
  const bytes = new ImageBytes(image);
  for (let address = image.start; address < image.start + searched; address += 4) {
    if (bytes.word(address) !== startMarker || bytes.word(address + headerLength - 4) !== endMarker) continue;
    return readEntries(bytes, bytes.word(address + 4)!, bytes.word(address + 8)!, bytes.word(address + 12)!);
  }
  return null;
}

function readEntries(bytes: ImageBytes, start: number, end: number, mapping: number): BinaryInfo {
  bytes.useMapping(mapping);
  const strings = new Map<number, string>();
  const drives: ProgramDrive[] = [];
  const last = Math.min(end, start + mostEntries * 4);
  for (let pointer = start; pointer < last; pointer += 4) {
    const entry = bytes.word(pointer);
    const typeAndTag = entry === null ? null : bytes.word(entry);
    if (entry === null || typeAndTag === null) continue;
    if (typeAndTag === ofRaspberryPi(type.idAndString)) {
      const text = bytes.text(bytes.word(entry + 8));
      const id = bytes.word(entry + 4);
      if (text !== null && id !== null) strings.set(id, text);
    } else if ((typeAndTag & 0xffff) === type.blockDevice) {
      const address = bytes.word(entry + 8);
      const length = bytes.word(entry + 12);
      if (address !== null && length !== null)
        drives.push({ name: bytes.text(bytes.word(entry + 4)) ?? '', address: inFlash(address), length });
    }
  }
  return { strings, drives };
}

/** CircuitPython gives an offset in flash where others give an address. */
function inFlash(address: number): number {
  return address < flashBase ? flashBase + address : address;
}

/** Bytes of an image by the addresses that its program knows them under. */
class ImageBytes {
  /** What the program copies to RAM as it starts: from, to, and end of to. */
  #copies: { source: number; start: number; end: number }[] = [];

  constructor(private readonly image: Uf2Image) {}

  useMapping(table: number): void {
    for (let entry = table; this.#copies.length < 16; entry += 12) {
      const source = this.word(entry);
      const start = this.word(entry + 4);
      const end = this.word(entry + 8);
      if (!source || start === null || end === null) return;
      this.#copies.push({ source, start, end });
    }
  }

  word(address: number): number | null {
    let word = 0;
    for (let index = 3; index >= 0; index--) {
      const byte = this.#byte(address + index);
      if (byte === null) return null;
      word = (word << 8) | byte;
    }
    return word >>> 0;
  }

  text(address: number | null): string | null {
    if (address === null) return null;
    const characters: number[] = [];
    for (let at = address; characters.length < longestString; at++) {
      const byte = this.#byte(at);
      if (byte === null) return null;
      if (byte === 0) return new TextDecoder().decode(Uint8Array.from(characters));
      characters.push(byte);
    }
    return null;
  }

  #byte(address: number): number | null {
    const page = this.image.pages.get(address - (address % 256));
    if (page) return page[address % 256]!;
    const copy = this.#copies.find(({ start, end }) => address >= start && address < end);
    if (!copy) return null;
    const stored = copy.source + address - copy.start;
    return this.image.pages.get(stored - (stored % 256))?.[stored % 256] ?? null;
  }
}
