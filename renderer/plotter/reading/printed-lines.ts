import { longestLine } from './number-line.ts';

/** Sequences for a terminal (ECMA-48), and single control characters that are no line end. */
const control = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/;
const sequences =
  /(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c|$)|\x1b[ -/]*[0-~]?|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/g;

/**
 * Puts output together to whole lines, without terminal sequences. A carriage return ends a line too:
 * programs print one instead of a line end to write over the same line again. Lines that are longer than
 * `longestLine` are left out, and no more than that of one is kept.
 */
export class PrintedLines {
  #begun = '';
  #tooLong = false;

  /** Takes more output, cut anywhere, and calls `whole` with each line that it ends. */
  push(text: string, whole: (line: string) => void): void {
    let start = 0;
    for (let found = nextEnd(text, 0); found >= 0; found = nextEnd(text, start)) {
      this.#begin(text, start, found);
      if (!this.#tooLong && this.#begun !== '') whole(withoutSequences(this.#begun));
      this.forget();
      start = found + 1;
    }
    this.#begin(text, start, text.length);
  }

  /** Drops the line that was begun. */
  forget(): void {
    this.#begun = '';
    this.#tooLong = false;
  }

  #begin(text: string, from: number, to: number): void {
    if (this.#tooLong || from === to) return;
    if (this.#begun.length + to - from > longestLine) {
      this.#tooLong = true;
      this.#begun = '';
    } else {
      this.#begun += text.slice(from, to);
    }
  }
}

/** The next carriage return or line feed. */
function nextEnd(text: string, from: number): number {
  for (let index = from; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 10 || code === 13) return index;
  }
  return -1;
}

function withoutSequences(line: string): string {
  return control.test(line) ? line.replace(sequences, '') : line;
}
