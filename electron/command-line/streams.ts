/** Where a command reads and writes; the process's own streams, or a test's. */

import type { Readable, Writable } from 'node:stream';

/** Standard input that may be a terminal. */
export type Input = Readable & { readonly isTTY?: boolean; setRawMode?(raw: boolean): unknown };

/** What a command is joined to. */
export interface Streams {
  readonly input: Input;
  readonly output: Writable;
  readonly errors: Writable;
  /** Calls `listener` at SIGINT (`interrupt`) and at SIGTERM or SIGHUP (`end`). */
  onSignal(listener: (signal: 'interrupt' | 'end') => void): void;
}

/** The process's own. */
export const processStreams: Streams = {
  input: process.stdin,
  output: process.stdout,
  errors: process.stderr,
  onSignal(listener) {
    process.on('SIGINT', () => listener('interrupt'));
    process.on('SIGTERM', () => listener('end'));
    process.on('SIGHUP', () => listener('end'));
  },
};

/** Gives a terminal's keys to us as they are pressed; the returned function gives it back. */
export function takeKeys(input: Input): () => void {
  if (!input.isTTY || !input.setRawMode) return () => undefined;
  input.setRawMode(true);
  return () => void input.setRawMode?.(false);
}

/** Resolves when everything written so far has left the process, or nobody reads it any more. */
export function flushed(stream: Writable): Promise<void> {
  return new Promise((resolve) => {
    if (stream.destroyed || stream.writableLength === 0) return resolve();
    stream.once('error', () => resolve());
    stream.write('', () => resolve());
  });
}
