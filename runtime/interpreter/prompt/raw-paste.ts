/**
 * Answers raw-paste mode in front of the interpreter, whose own raw REPL does not.
 *
 * Protocol: https://docs.micropython.org/en/latest/reference/repl.html#raw-paste-mode. The program is
 * gathered here under flow control and handed on as one piece.
 */

const controlC = 0x03;
const controlD = 0x04;
const controlE = 0x05;

/** Ctrl-E A Ctrl-A asks for raw-paste. */
const invitation = [controlE, 0x41, 0x01] as const;

/** Bytes the board grants at a time. Larger than a Pico's 128: every grant is a trip between threads. */
export const rawPasteWindow = 8192;

/** What the front does with what it gathered. */
export interface RawPasteTarget {
  /** True in raw REPL before anything was typed there: the only place where raw-paste can begin. */
  atEmptyRawLine(): boolean;
  /** A byte for the interpreter's own REPL. */
  byte(byte: number): void;
  /** A whole program, ended by Ctrl-D. */
  program(source: Uint8Array): void;
  /** A program given up by Ctrl-C. */
  cancelled(): void;
  /** Bytes for the host. */
  reply(bytes: Uint8Array): void;
}

/** Sees every byte that is read as input of the REPL. */
export class RawPasteFront {
  /** How much of the invitation was seen. */
  #matched = 0;
  #program: Uint8Array | null = null;
  #length = 0;

  constructor(readonly target: RawPasteTarget) {}

  /** True while a program is being received. */
  get receiving(): boolean {
    return this.#program !== null;
  }

  /** Forgets what was gathered, after a reset. */
  reset(): void {
    this.#matched = 0;
    this.#program = null;
    this.#length = 0;
  }

  /** One byte from the host. */
  accept(byte: number): void {
    if (this.#program) this.#receive(this.#program, byte);
    else this.#match(byte);
  }

  #match(byte: number): void {
    const begins = this.#matched > 0 || (byte === controlE && this.target.atEmptyRawLine());
    if (begins && byte === invitation[this.#matched]) {
      this.#matched++;
      if (this.#matched === invitation.length) this.#begin();
      return;
    }
    const held = invitation.slice(0, this.#matched);
    this.#matched = 0;
    for (const earlier of held) this.target.byte(earlier);
    this.target.byte(byte);
  }

  #begin(): void {
    this.#matched = 0;
    this.#program = new Uint8Array(rawPasteWindow * 2);
    this.#length = 0;
    // As a Pico answers: supported, the increment, and one more increment granted at once.
    this.target.reply(Uint8Array.of(0x52, 0x01, rawPasteWindow & 0xff, rawPasteWindow >> 8, 0x01));
  }

  #receive(program: Uint8Array, byte: number): void {
    if (byte === controlD || byte === controlC) {
      this.#program = null;
      if (byte === controlD) this.target.program(program.subarray(0, this.#length));
      else this.target.cancelled();
      return;
    }
    if (this.#length === program.length) {
      const larger = new Uint8Array(program.length * 2);
      larger.set(program);
      this.#program = larger;
      program = larger;
    }
    program[this.#length++] = byte;
    if (this.#length % rawPasteWindow === 0) this.target.reply(Uint8Array.of(0x01));
  }
}
