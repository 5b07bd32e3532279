/** A simulated board for tests: a real interpreter behind a Link, and what it said. */

import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BoardModel } from '../../runtime/hardware/virtual-hardware.ts';
import { SimulatorLink, type SimulatorLinkOptions } from '../../runtime/interpreter/simulator-link.ts';
import { Conditions } from './conditions.ts';

/** The threads as they were built before the tests. */
export const builtThreads = {
  interpreter: new URL('../../out/host/interpreter-thread.js', import.meta.url),
  ticker: new URL('../../out/host/ticker-thread.js', import.meta.url),
};

const patience = 10_000;

/** One simulated board with a folder of its own. */
export class SimulatedBoard {
  /** Everything received since the last `take`, as text. */
  received = '';
  readonly #conditions = new Conditions();
  readonly #decoder = new TextDecoder();

  private constructor(
    readonly link: SimulatorLink,
    readonly root: string,
  ) {
    link.onData((bytes) => {
      this.received += this.#decoder.decode(bytes, { stream: true });
      this.#conditions.look();
    });
  }

  /** Makes a board; `prepare` may put files into its folder before it starts. */
  static async start(
    options: Partial<SimulatorLinkOptions> & { prepare?: (root: string) => Promise<void> } = {},
  ): Promise<SimulatedBoard> {
    const root = await mkdtemp(join(tmpdir(), 'nibble-board-'));
    await options.prepare?.(root);
    const link = new SimulatorLink({
      label: 'Simulated Pico',
      model: 'pico' satisfies BoardModel,
      uniqueId: randomBytes(8),
      root,
      threads: builtThreads,
      ...options,
    });
    const board = new SimulatedBoard(link, root);
    await link.open();
    return board;
  }

  /** Sends text; resolves when the board has taken it. */
  send(text: string): Promise<void> {
    return this.link.write(new TextEncoder().encode(text));
  }

  /** Waits until what was received since the last `take` matches; throws after ten seconds. */
  async until(pattern: RegExp, milliseconds = patience): Promise<void> {
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      this.#conditions.look();
    }, milliseconds);
    const hasCome = (): boolean => {
      const matches = pattern.test(this.received);
      if (matches || !isLate) return matches;
      throw new Error(`No ${pattern} in: ${JSON.stringify(this.received.slice(-500))}`);
    };
    await this.#conditions.until(hasCome).finally(() => clearTimeout(timer));
  }

  /** What was received, which is then forgotten. */
  take(): string {
    const received = this.received;
    this.received = '';
    return received;
  }

  /** Waits for the friendly prompt and forgets what came before it. */
  async prompt(): Promise<void> {
    await this.until(/>>> $/);
    this.take();
  }

  /** Enters raw REPL. */
  async enterRaw(): Promise<void> {
    this.take();
    await this.send('\x01');
    await this.until(/raw REPL; CTRL-B to exit\r\n>$/);
    this.take();
  }

  /** Starts a program in raw REPL; its output follows "OK". */
  async begin(source: string): Promise<void> {
    await this.enterRaw();
    await this.send(`${source}\n\x04`);
    await this.until(/^OK/);
  }

  /** Waits for the end of a program begun with `begin`. */
  async finish(milliseconds = patience): Promise<{ output: string; error: string }> {
    const end = /^OK([^\x04]*)\x04([^\x04]*)\x04>$/;
    await this.until(end, milliseconds);
    const [, output = '', error = ''] = end.exec(this.take()) ?? [];
    return { output, error };
  }

  /** Runs a program in raw REPL to its end. */
  async run(source: string, milliseconds = patience): Promise<{ output: string; error: string }> {
    await this.begin(source);
    return this.finish(milliseconds);
  }

  /** Presses Ctrl-C. */
  interrupt(): Promise<void> {
    return this.send('\x03');
  }

  /** Ends the board and removes its folder. */
  async end(): Promise<void> {
    await this.link.close();
    await rm(this.root, { recursive: true, force: true });
  }
}
