/** The line a person types for `input()`: echo, backspace, cursor keys; whole characters, any script. */

const backspace = 0x08;
const controlD = 0x04;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const escape = 0x1b;
const space = 0x20;
const deleteKey = 0x7f;

const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** What a byte did to the line. */
export type LineStep = 'more' | 'done' | 'end-of-input';

/** One line being typed. Bytes come in one by one, as from a terminal. */
export class LineEditor {
  #characters: string[] = [];
  #cursor = 0;
  #pending: number[] = [];
  #escape = '';

  constructor(readonly echo: (bytes: Uint8Array) => void) {}

  /** What has been typed so far. */
  get text(): string {
    return this.#characters.join('');
  }

  /** Takes one byte from the terminal. */
  accept(byte: number): LineStep {
    if (this.#escape !== '') this.#acceptEscape(byte);
    else if (byte === escape) this.#escape = '\x1b';
    else if (byte === carriageReturn || byte === lineFeed) return this.#finish();
    else if (byte === backspace || byte === deleteKey) this.#eraseBefore();
    else if (byte === controlD && this.#characters.length === 0) return 'end-of-input';
    else if (byte >= space || byte === 0x09) this.#acceptText(byte);
    return 'more';
  }

  #finish(): LineStep {
    this.#say('\r\n');
    return 'done';
  }

  #acceptText(byte: number): void {
    this.#pending.push(byte);
    if (this.#pending.length < sequenceLength(this.#pending[0] ?? 0)) return;
    const character = decoder.decode(Uint8Array.from(this.#pending));
    this.#pending = [];
    this.#characters.splice(this.#cursor, 0, character);
    this.#cursor++;
    const rest = this.#characters.slice(this.#cursor);
    this.#say(character + rest.join('') + '\b'.repeat(rest.length));
  }

  #eraseBefore(): void {
    if (this.#cursor === 0) return;
    this.#cursor--;
    this.#characters.splice(this.#cursor, 1);
    const rest = this.#characters.slice(this.#cursor);
    this.#say(`\b${rest.join('')}\x1b[K${'\b'.repeat(rest.length)}`);
  }

  /** Left and right arrows move, Home and End jump, Delete erases; other sequences are dropped. */
  #acceptEscape(byte: number): void {
    this.#escape += String.fromCharCode(byte);
    if (this.#escape.length === 2 && (byte === 0x5b || byte === 0x4f)) return;
    if (byte < 0x40) return;
    const key = this.#escape.slice(2);
    this.#escape = '';
    if (key === 'D') this.#moveTo(this.#cursor - 1);
    else if (key === 'C') this.#moveTo(this.#cursor + 1);
    else if (key === 'H' || key === '1~') this.#moveTo(0);
    else if (key === 'F' || key === '4~') this.#moveTo(this.#characters.length);
    else if (key === '3~' && this.#cursor < this.#characters.length) {
      this.#moveTo(this.#cursor + 1);
      this.#eraseBefore();
    }
  }

  #moveTo(cursor: number): void {
    const target = Math.max(0, Math.min(cursor, this.#characters.length));
    if (target < this.#cursor) this.#say('\b'.repeat(this.#cursor - target));
    else this.#say(this.#characters.slice(this.#cursor, target).join(''));
    this.#cursor = target;
  }

  #say(text: string): void {
    this.echo(encoder.encode(text));
  }
}

/** Bytes of the UTF-8 sequence that begins with `first`. */
function sequenceLength(first: number): number {
  if (first >= 0xf0 && first < 0xf8) return 4;
  if (first >= 0xe0) return first < 0xf0 ? 3 : 1;
  return first >= 0xc0 ? 2 : 1;
}
