import type { Terminal } from '@xterm/xterm';
import type { OutputDisplay, OutputStream } from '../boards/output-stream.ts';
import { OutputRenderer } from './output-renderer.ts';

/** Characters written per frame: some 5 ms of the terminal's work, so that the window goes on answering. */
const charactersPerFrame = 64 * 1024;

/** Without a frame for this many milliseconds the page is hidden; output goes on all the same. */
const longestFrame = 100;

const fullReset = '\x1bc';

/**
 * Brings a board's output into the terminal: one bounded piece per frame, the next only when the
 * last was taken in, and credit for the host only when it can be seen.
 */
export class OutputPump implements OutputDisplay {
  #renderer = new OutputRenderer();
  #busy = false;
  #wroteAt = -Infinity;
  #leave: () => void;

  constructor(
    readonly terminal: Terminal,
    readonly stream: OutputStream,
  ) {
    this.#leave = stream.join(this);
  }

  arrived(): void {
    if (this.#busy) return;
    this.#busy = true;
    // What comes after a pause, as the first prompt does, need not wait for a frame.
    if (performance.now() - this.#wroteAt > longestFrame) this.#writeSome();
    else beforeNextFrame(() => this.#writeSome());
  }

  restarted(): void {
    this.#renderer = new OutputRenderer();
    this.terminal.write(fullReset);
  }

  /** Ends showing; output goes on without a display. */
  stop(): void {
    this.#leave();
  }

  #writeSome(): void {
    const pieces = this.stream.take(charactersPerFrame);
    if (pieces.length === 0) {
      this.#busy = false;
      return;
    }
    this.#wroteAt = performance.now();
    const characters = pieces.reduce((sum, piece) => sum + piece.text.length, 0);
    this.terminal.write(this.#renderer.render(pieces), () => {
      this.stream.shown(characters);
      beforeNextFrame(() => this.#writeSome());
    });
  }
}

function beforeNextFrame(callback: () => void): void {
  const frame = requestAnimationFrame(run);
  const timer = setTimeout(run, longestFrame);
  function run(): void {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    callback();
  }
}
