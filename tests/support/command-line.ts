/** The command line in the test's own process: as `run-nibble.ts`, and much quicker. */

import { join } from 'node:path';
import { PassThrough, Readable, Writable } from 'node:stream';
import { commandLine } from '../../electron/command-line/command-line.ts';
import type { Streams } from '../../electron/command-line/streams.ts';
import type { SerialSystem } from '../../electron/boards/serial/listed-port.ts';
import { Conditions } from './conditions.ts';

/** How a command is called. */
export interface CallOptions {
  /** Where it is called, and where its data folder is. */
  readonly folder: string;
  /** Somebody sits at a terminal; what they type is written with `type`. */
  readonly terminal?: boolean;
  readonly serial?: SerialSystem;
}

/** One call of `nibble`; one at a time, as it has the folder that the process is in. */
export class CalledNibble {
  readonly status: Promise<number>;
  errors = '';
  readonly #output: Uint8Array[] = [];
  readonly #conditions = new Conditions();
  readonly #input: Readable;
  #hasKeys = false;
  readonly #listeners: ((signal: 'interrupt' | 'end') => void)[] = [];

  constructor(words: readonly string[], { folder, terminal = false, serial }: CallOptions) {
    process.chdir(folder);
    process.env.NIBBLE_DATA_DIR = join(folder, '.data');
    const setRawMode = (raw: boolean): void => void (this.#hasKeys = raw);
    this.#input = terminal
      ? Object.assign(new PassThrough(), { isTTY: true, setRawMode })
      : Readable.from([]);
    const writable = (take: (bytes: Uint8Array) => void): Writable =>
      new Writable({
        write: (bytes: Uint8Array, _encoding, done) => {
          take(bytes);
          this.#conditions.look();
          done();
        },
      });
    const streams: Streams = {
      input: this.#input,
      output: writable((bytes) => this.#output.push(bytes)),
      errors: Object.assign(
        writable((bytes) => (this.errors += Buffer.from(bytes).toString())),
        terminal && { isTTY: true, columns: 60 },
      ),
      onSignal: (listener) => this.#listeners.push(listener),
    };
    this.status = commandLine(words, streams, serial);
  }

  /** It gets every key of its terminal as it is pressed. */
  get hasKeys(): boolean {
    return this.#hasKeys;
  }

  /** What it printed, as bytes. */
  get output(): Buffer {
    return Buffer.concat(this.#output);
  }

  /** Presses keys at its terminal. */
  type(keys: string): void {
    (this.#input as PassThrough).write(keys);
  }

  /** Presses Ctrl-C, as a terminal tells it to a process. */
  interrupt(): void {
    for (const listener of this.#listeners) listener('interrupt');
  }

  /** Asks it to end, as SIGTERM does. */
  end(): void {
    for (const listener of this.#listeners) listener('end');
  }

  /** Waits until a condition over what was printed holds. */
  until(condition: () => boolean): Promise<void> {
    return this.#conditions.until(condition);
  }
}

/** Calls `nibble` and waits for its end. */
export async function callNibble(words: readonly string[], options: CallOptions) {
  const called = new CalledNibble(words, options);
  const status = await called.status;
  return { status, output: called.output, errors: called.errors };
}
