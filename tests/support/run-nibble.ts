/** The built command line as a process. */

import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { Conditions } from './conditions.ts';
import { temporaryFolder } from './temporary-folder.ts';

const program = fileURLToPath(new URL('../../out/host/cli.js', import.meta.url));

/** A running `nibble`, killed when the running test has ended. */
export class RunningNibble {
  readonly process: ChildProcessWithoutNullStreams;
  output = '';
  errors = '';
  readonly #conditions = new Conditions();
  readonly status: Promise<number | null>;

  private constructor(process: ChildProcessWithoutNullStreams) {
    this.process = process;
    process.stdout.on('data', (bytes: Buffer) => {
      this.output += bytes.toString('latin1');
      this.#conditions.look();
    });
    process.stderr.on('data', (bytes: Buffer) => {
      this.errors += bytes.toString();
      this.#conditions.look();
    });
    this.status = new Promise((resolve) => process.once('close', (status) => resolve(status)));
    onTestFinished(() => void process.kill('SIGKILL'));
  }

  /** Starts `nibble` in a folder of its own, with nothing but these words. */
  static async start(words: readonly string[], folder?: string): Promise<RunningNibble> {
    const cwd = folder ?? (await temporaryFolder());
    const environment = { ...process.env, NIBBLE_DATA_DIR: join(cwd, '.data') };
    return new RunningNibble(spawn(program, words, { cwd, env: environment }));
  }

  /** Waits until a condition over what was printed holds. */
  until(condition: () => boolean): Promise<void> {
    return this.#conditions.until(condition);
  }
}

/** Runs `nibble` to its end; `input` is its standard input. */
export async function runNibble(words: readonly string[], options: { folder?: string; input?: string } = {}) {
  const running = await RunningNibble.start(words, options.folder);
  running.process.stdin.end(options.input ?? '');
  const status = await running.status;
  return { status, output: running.output, errors: running.errors };
}
