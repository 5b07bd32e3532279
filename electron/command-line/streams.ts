/** Where a command reads and writes; the process's own streams, or a test's. */

import type { Readable, Writable } from 'node:stream';
import { t } from '../../resources/messages/messages.ts';
import { printableName } from '../local-files/file-names.ts';
import { CommandError } from './command-error.ts';

/** Standard input that may be a terminal. */
export type Input = Readable & { readonly isTTY?: boolean; setRawMode?(raw: boolean): unknown };

/** Standard output or error, which may be a terminal. */
export type Output = Writable & { readonly isTTY?: boolean; readonly columns?: number };

/** What a command is joined to. */
export interface Streams {
  readonly input: Input;
  readonly output: Output;
  readonly errors: Output;
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

/**
 * Writes, and resolves once that was taken: `false` where nobody reads any more, as with `| head`. Throws
 * `CommandError` where it was lost, as on a full disk.
 */
export function write(output: Output, content: string | Uint8Array): Promise<boolean> {
  if (output.destroyed) return Promise.resolve(false);
  return new Promise((resolve, reject) => {
    output.write(content, (error) => {
      if (!error) return resolve(true);
      const code = 'code' in error ? String(error.code) : error.message;
      if (['EPIPE', 'ERR_STREAM_DESTROYED', 'EOF'].includes(code)) return resolve(false);
      reject(new CommandError(t('commandLine:wrong.output', { reason: printableName(code) })));
    });
  });
}

/** Resolves when everything written so far has left the process, or nobody reads it any more. */
export function flushed(stream: Writable): Promise<void> {
  return new Promise((resolve) => {
    if (stream.destroyed || stream.writableLength === 0) return resolve();
    stream.once('error', () => resolve());
    stream.write('', () => resolve());
  });
}
