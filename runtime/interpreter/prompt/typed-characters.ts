/**
 * Characters beyond ASCII at the friendly prompt.
 *
 * MicroPython's line editor drops them. Here they are put into its line by hand: as many
 * placeholders are typed as the character has bytes, which are then overwritten. A line that holds
 * such characters is drawn by us, since the editor takes every byte for a column.
 */

import { addresses } from '../micropython/addresses.ts';
import type { InterpreterCore } from '../interpreter-core.ts';

const placeholder = 0x78;
const controlC = 0x03;
const controlD = 0x04;
const tab = 0x09;
const carriageReturn = 0x0d;
const lineFeed = 0x0a;

/** `vstr_t` {allocated, length, bytes}. */
const lineLength = 4;
const lineBytes = 8;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** The line as the editor holds it: bytes, where it begins, where the cursor stands. */
interface TypedLine {
  readonly before: Uint8Array;
  readonly after: Uint8Array;
}

/** Stands between the keys and the friendly REPL's line editor. */
export class TypedCharacters {
  /** Bytes of a character of which more are to come. */
  #pending: number[] = [];
  /** Whether the line holds characters beyond ASCII. Looking it up for every key would take too long. */
  #holdsOthers = false;

  constructor(
    readonly core: InterpreterCore,
    /** Hands one byte to the interpreter's own line editor. */
    readonly type: (byte: number) => void,
  ) {}

  /** Forgets a character that is not complete. */
  reset(): void {
    this.#pending = [];
    this.#holdsOthers = false;
  }

  /** One byte typed at the friendly prompt. */
  accept(byte: number): void {
    if (byte >= 0x80) {
      this.#acceptPart(byte);
      return;
    }
    this.#pending = [];
    if (endsLine(byte)) this.#holdsOthers = false;
    // Within an escape sequence the line may change to one from the history.
    const drawn = this.#holdsOthers || this.#inEscapeSequence();
    if (drawn && byte !== tab) this.#edit(() => this.type(byte));
    else this.type(byte);
  }

  #acceptPart(byte: number): void {
    if (byte >= 0xc0) this.#pending = [];
    this.#pending.push(byte);
    const first = this.#pending[0] ?? 0;
    const expected = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc0) this.#pending = [];
    if (first < 0xc0 || this.#pending.length < expected) return;
    const character = this.#pending;
    this.#pending = [];
    this.#edit(() => {
      for (const _ of character) this.type(placeholder);
      const { bytes, cursor } = this.#place();
      const memory = new Uint8Array(this.core.loaded.exports.memory.buffer);
      memory.set(character, bytes + cursor - character.length);
    });
  }

  #edit(action: () => void): void {
    const old = this.#line();
    const said = this.core.output.capture(action);
    this.#keepWhole(old);
    const line = this.#line();
    this.#holdsOthers = hasOthers(line);
    if (!hasOthers(old) && !this.#holdsOthers) this.core.output.send(said);
    else this.core.output.send(redraw(old, line));
  }

  /** Where an editor that knows only bytes left part of a character, takes the rest of it along. */
  #keepWhole(old: TypedLine): void {
    const { bytes, cursor, start, length } = this.#place();
    const memory = new Uint8Array(this.core.loaded.exports.memory.buffer);
    const at = (index: number): number => (index < length ? (memory[bytes + index] ?? 0) : 0);
    let from = cursor;
    let to = cursor;
    while (isContinuation(at(to))) to++;
    if (length - start < old.before.length + old.after.length) {
      // Something was erased: what is left of the character goes too.
      if (from > start && isBrokenBefore(at, from, start)) {
        while (from > start && isContinuation(at(from - 1))) from--;
        from--;
      }
      this.#remove(from, to);
    } else if (to > cursor) {
      const movedLeft = cursor - start < old.before.length;
      if (movedLeft) while (from > start && isContinuation(at(from))) from--;
      this.#moveTo(movedLeft ? from : to);
    }
  }

  #remove(from: number, to: number): void {
    if (from === to) return;
    const { bytes, length, line } = this.#place();
    const { buffer } = this.core.loaded.exports.memory;
    new Uint8Array(buffer).copyWithin(bytes + from, bytes + to, bytes + length);
    new DataView(buffer).setUint32(line + lineLength, length - (to - from), true);
    this.#moveTo(from);
  }

  #moveTo(cursor: number): void {
    new DataView(this.core.loaded.exports.memory.buffer).setUint32(addresses.lineCursor, cursor, true);
  }

  #inEscapeSequence(): boolean {
    return this.#word(addresses.lineEscape) !== 0;
  }

  #line(): TypedLine {
    const { bytes, cursor, start, length } = this.#place();
    const content = new Uint8Array(this.core.loaded.exports.memory.buffer, bytes, length);
    return { before: content.slice(start, cursor), after: content.slice(cursor, length) };
  }

  #place(): { line: number; bytes: number; length: number; start: number; cursor: number } {
    const line = this.#word(addresses.replLine);
    return {
      line,
      bytes: this.#word(line + lineBytes),
      length: this.#word(line + lineLength),
      start: this.#word(addresses.lineStart),
      cursor: this.#word(addresses.lineCursor),
    };
  }

  #word(address: number): number {
    return new DataView(this.core.loaded.exports.memory.buffer).getUint32(address, true);
  }
}

/** What brings a terminal from one line to another, cursor included. */
function redraw(old: TypedLine, line: TypedLine): Uint8Array {
  const before = decoder.decode(line.before);
  const after = decoder.decode(line.after);
  const text = `${'\b'.repeat(columns(old.before))}${before}${after}\x1b[K${'\b'.repeat(columns(line.after))}`;
  return encoder.encode(text);
}

/** Characters, each taken for one column. */
function columns(bytes: Uint8Array): number {
  return bytes.reduce((count, byte) => (isContinuation(byte) ? count : count + 1), 0);
}

function hasOthers(line: TypedLine): boolean {
  return line.before.some((byte) => byte >= 0x80) || line.after.some((byte) => byte >= 0x80);
}

/** Enter, Ctrl-C and Ctrl-D. */
function endsLine(byte: number): boolean {
  return byte === carriageReturn || byte === lineFeed || byte === controlC || byte === controlD;
}

function isContinuation(byte: number): boolean {
  return (byte & 0xc0) === 0x80;
}

/** Whether the bytes before `end` are the beginning of a character that lacks its end. */
function isBrokenBefore(at: (index: number) => number, end: number, start: number): boolean {
  let first = end - 1;
  while (first > start && isContinuation(at(first))) first--;
  const lead = at(first);
  if (lead < 0xc0) return false;
  const expected = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  return end - first < expected;
}
