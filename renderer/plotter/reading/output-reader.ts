import type { OutputPiece } from '../../../electron/api.ts';
import { readHeaderLine, type HeaderLine } from './header-line.ts';
import { readNumberLine, type NumberLine } from './number-line.ts';
import { PrintedLines } from './printed-lines.ts';

/** What is found in a board's output. */
export interface OutputFindings {
  /** A line of numbers was printed. */
  numbers(line: NumberLine): void;
  /** A program was started: what follows is its output. */
  started(): void;
}

const traceback = 'Traceback (most recent call last):';
/** What MicroPython writes before a line that somebody types, pastes or goes on with. */
const prompts = ['>>>', '...', '==='];

/** Finds the numbers in a board's output: what a program printed, not what was typed, nor what went wrong. */
export class OutputReader {
  readonly #lines = new PrintedLines();
  #header: HeaderLine | null = null;
  #headerHolds = false;
  #inTraceback = false;

  constructor(readonly findings: OutputFindings) {}

  /** Takes the next pieces, as the shell gets them. */
  push(pieces: readonly OutputPiece[]): void {
    for (const piece of pieces) {
      if (piece.stream === 'program') this.#lines.push(piece.text, this.#take);
      else if (piece.starts) this.#start();
    }
  }

  /** The output begins anew: what was begun will not be finished. */
  restart(): void {
    this.#lines.forget();
    this.#inTraceback = false;
  }

  #start(): void {
    this.restart();
    this.#header = null;
    this.findings.started();
  }

  readonly #take = (line: string): void => {
    if (this.#isTraceback(line) || prompts.some((prompt) => line.startsWith(prompt))) return;
    const numbers = readNumberLine(line);
    if (numbers) this.findings.numbers(this.#named(numbers));
    else this.#lookForHeader(line);
  };

  /** A traceback ends with the first line that is not indented. */
  #isTraceback(line: string): boolean {
    if (line.startsWith(traceback)) return (this.#inTraceback = true);
    if (!this.#inTraceback) return false;
    this.#inTraceback = line.startsWith(' ');
    return true;
  }

  /** A header holds from the line after it on, until another one comes; other words only pass by. */
  #lookForHeader(line: string): void {
    const header = readHeaderLine(line);
    if (header === null && this.#headerHolds) return;
    this.#header = header;
    this.#headerHolds = false;
  }

  /** Gives numbers without names those of the header, where there are as many. */
  #named(line: NumberLine): NumberLine {
    if (!this.#header || line.names) return line;
    const { names } = this.#header;
    const missing = names.length - line.values.length;
    if (missing !== 0 && missing !== line.emptyAtEnd) {
      if (!this.#headerHolds) this.#header = null;
      return line;
    }
    this.#headerHolds = true;
    if (missing === 0) return { ...line, names };
    const empty = <T>(what: T): T[] => Array.from({ length: missing }, () => what);
    return { ...line, names, values: [...line.values, ...empty(NaN)], units: [...line.units, ...empty('')] };
  }
}
