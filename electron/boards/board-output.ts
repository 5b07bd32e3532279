/** What a board prints, as text for windows and as bytes for whoever wants them as they came. */

import type { Clock } from '../../runtime/clock.ts';
import { t } from '../../resources/messages/messages.ts';
import type { OutputPiece } from '../api.ts';
import { OutputHub, type OutputViewing } from './output-hub.ts';

/** Turns bytes into pieces of output and hands them to the windows. */
export class BoardOutput {
  readonly #hub: OutputHub;
  readonly #listeners = new Set<(bytes: Uint8Array) => void>();
  #decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  #atLineStart = true;

  /** `hold` is called with true while the board should be held back, see `OutputHub`. */
  constructor(clock: Clock, hold: (held: boolean) => void) {
    this.#hub = new OutputHub(clock, hold, t('board:outputSkipped'));
  }

  /** Bytes the board printed. Invalid UTF-8 becomes U+FFFD; characters may be cut between pieces. */
  program(bytes: Uint8Array): void {
    for (const listener of this.#listeners) listener(bytes);
    this.#push('program', this.#decoder.decode(bytes, { stream: true }));
  }

  /** A traceback, worded by Python. */
  error(text: string): void {
    this.startLine();
    this.#push('error', text);
  }

  /** A line of Nibble's own. */
  notice(text: string): void {
    this.#notice(text, false);
  }

  /** The line of Nibble's own that says that a program was started. */
  started(text: string): void {
    this.#notice(text, true);
  }

  /** The prompt, after its banner was swallowed. */
  prompt(): void {
    this.startLine();
    this.#push('program', '>>> ');
  }

  /** Ends the line before, whatever is in it. */
  startLine(): void {
    this.#push('program', this.#decoder.decode());
    if (!this.#atLineStart) this.#push('program', '\r\n');
  }

  /** Lets a window watch, see `OutputHub.attach`. */
  attach(deliver: (pieces: readonly OutputPiece[]) => void): OutputViewing {
    return this.#hub.attach(deliver);
  }

  /** Calls `listener` with every byte the board prints. */
  onBytes(listener: (bytes: Uint8Array) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #notice(text: string, starts: boolean): void {
    this.#push('program', this.#decoder.decode());
    this.#hub.push('notice', text, starts);
    this.#atLineStart = true;
  }

  #push(stream: 'program' | 'error', text: string): void {
    if (text === '') return;
    this.#hub.push(stream, text);
    this.#atLineStart = text.endsWith('\n');
  }
}
