import type { IMarker, Terminal } from '@xterm/xterm';

/** Lines of the shell that are there as text. */
export const logLines = 500;
/** Characters kept of each, its last. */
const longestLine = 2000;
/** Rows looked at: lines may be wrapped, one of ten megabytes to a hundred thousand rows. */
const mostRows = 2000;
/** Between two updates, in milliseconds: at most ten a second. */
const updateInterval = 100;

/** A line of the log. Its number stays the same while it scrolls, so that only new ones are announced. */
export interface LogLine {
  readonly number: number;
  readonly text: string;
}

/** The end of the shell as plain text, for screen readers and tests: what the terminal shows, as it shows it. */
export class ShellLog {
  lines = $state.raw<readonly LogLine[]>([]);

  /** Marks a row whose number is known; it moves with the text. */
  #anchor: IMarker | undefined;
  #anchorNumber = 0;
  #highestNumber = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lastUpdate = -Infinity;
  #subscription;

  constructor(readonly terminal: Terminal) {
    this.#subscription = terminal.onWriteParsed(() => this.changed());
  }

  /** The terminal shows something else now. */
  changed(): void {
    if (this.#timer !== undefined) return;
    const wait = Math.max(0, this.#lastUpdate + updateInterval - performance.now());
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#lastUpdate = performance.now();
      this.lines = this.#read();
    }, wait);
  }

  stop(): void {
    this.#subscription.dispose();
    clearTimeout(this.#timer);
  }

  #read(): LogLine[] {
    const buffer = this.terminal.buffer.active;
    const last = buffer.baseY + buffer.cursorY;
    const offset = this.#numberOfRowZero(last);
    const lines: LogLine[] = [];
    let text = '';
    for (let row = last; row >= 0 && lines.length < logLines; row--) {
      const line = buffer.getLine(row)!;
      text = (line.translateToString() + text).slice(-longestLine);
      const isLastLookedAt = row === 0 || row === last - mostRows;
      if (!line.isWrapped || isLastLookedAt) {
        lines.push({ number: offset + row, text: text.trimEnd() });
        text = '';
      }
      if (isLastLookedAt) break;
    }
    return lines.reverse();
  }

  /** Rows are counted from the top of the scrollback, which moves: finds the number of row 0 by the anchor. */
  #numberOfRowZero(last: number): number {
    const anchored = this.#anchor && !this.#anchor.isDisposed;
    const zero = anchored ? this.#anchorNumber - this.#anchor!.line : this.#highestNumber + 1;
    this.#anchor?.dispose();
    this.#anchor = this.terminal.registerMarker(0);
    this.#anchorNumber = zero + last;
    this.#highestNumber = Math.max(this.#highestNumber, this.#anchorNumber);
    return zero;
  }
}
