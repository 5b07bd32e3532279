/** The friendly prompt of one board, as far as what it printed and what was typed there tell. */

import { endOfData, interrupt } from '../../runtime/repl/control-codes.ts';
import { PromptWatcher } from '../../runtime/repl/prompt-watcher.ts';

/** A prompt below its banner is believed: the frame that a board prints when it starts. */
const promptBelowBanner =
  /(?:^|\n)(?:MicroPython|Adafruit CircuitPython) [^\n]*\n(?:Type "help\(\)"[^\n]*\n)?>>> $/;
/** Keys that end a line: Ctrl-C, Ctrl-D, Enter. */
const lineEnds: readonly number[] = [interrupt, endOfData, 10, 13];
/** The banner and the prompt are shorter, in characters. */
const longestBanner = 400;

/** Whether the board waits for somebody to type, and whether that is only what it looks like. */
export class FriendlyPrompt {
  readonly #watcher = new PromptWatcher();
  readonly #decoder = new TextDecoder('latin1');
  #isTrusted = true;
  /** Something was typed at this prompt; the board may not have echoed it yet. */
  #wasTyped = false;
  /** What was typed ends a line or the session: it is carried out from then on. */
  #wasSubmitted = false;
  /** A line with something in it was ended since somebody asked. */
  #hasNewLine = false;
  #line: number[] = [];
  #tail = '';

  /** The board waits at a prompt. */
  get isThere(): boolean {
    return this.#isTrusted && (this.#watcher.atBarePrompt || (this.#wasTyped && this.#watcher.atPrompt));
  }

  /** Nothing was typed at the prompt yet. */
  get isEmpty(): boolean {
    return this.#isTrusted && this.looksEmpty && !this.#wasTyped;
  }

  /** The last that was printed looks like an empty prompt. A program can print the same. */
  get looksEmpty(): boolean {
    return this.#watcher.atEmptyPrompt;
  }

  /** The keys that were pressed at this prompt, in order: pressed again, they make the same line. */
  get typedLine(): Uint8Array {
    return Uint8Array.from(this.#line);
  }

  /** What looks like a prompt is one: its frames were seen. */
  get isTrusted(): boolean {
    return this.#isTrusted;
  }

  /** Nothing that was typed is being carried out. */
  get isIdle(): boolean {
    return this.isThere && !this.#wasSubmitted;
  }

  /** Something was typed that the board carries out, or has, since this was asked last. */
  takeNewLine(): boolean {
    const hadNewLine = this.#hasNewLine;
    this.#hasNewLine = false;
    return hadNewLine;
  }

  /** The board printed something outside of a conversation. */
  heard(bytes: Uint8Array): void {
    // The prompt is in the last line; a long output need not be looked at as a whole.
    const text = this.#decoder.decode(bytes.subarray(Math.max(0, bytes.lastIndexOf(10))));
    if (bytes.includes(10)) {
      this.#wasTyped = this.#wasSubmitted = false;
      this.#line = [];
    }
    this.#watcher.watch(text);
    if (!this.#isTrusted) this.#lookForBanner(bytes);
  }

  /** Something was typed to the board. */
  typed(bytes: Uint8Array): void {
    this.#wasTyped = true;
    for (const byte of bytes) {
      this.#hasNewLine ||= byte === endOfData || (isEnter(byte) && this.#line.length > 0);
      if (lineEnds.includes(byte)) this.#line = [];
      else this.#line.push(byte);
    }
    if (bytes.some((byte) => isEnter(byte) || byte === endOfData)) this.#wasSubmitted = true;
  }

  /** The board is at its empty prompt, proved by its frames. */
  proved(): void {
    this.#restart('>>> ');
    this.#isTrusted = true;
  }

  /** The board starts anew. */
  restarted(): void {
    this.#restart('');
  }

  /** Nobody knows what the board is doing: from now on a mere prompt is not believed. */
  distrust(): void {
    this.#restart('');
    this.#isTrusted = false;
  }

  #restart(line: string): void {
    this.#watcher.restart(line);
    this.#wasTyped = this.#wasSubmitted = false;
    this.#line = [];
    this.#tail = '';
  }

  #lookForBanner(bytes: Uint8Array): void {
    this.#tail = (this.#tail + this.#decoder.decode(bytes.subarray(-longestBanner))).slice(-longestBanner);
    if (this.looksEmpty && promptBelowBanner.test(this.#tail)) this.#isTrusted = true;
  }
}

function isEnter(byte: number): boolean {
  return byte === 10 || byte === 13;
}
