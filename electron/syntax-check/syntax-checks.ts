/** Has programs compiled in a thread of its own, which may hang or fail and is then made anew. */

import { Worker } from 'node:worker_threads';
import type { Clock } from '../../runtime/clock.ts';
import type { SyntaxVerdict } from '../../runtime/interpreter/syntax-check.ts';
import { Turns } from '../turns.ts';

/** What the thread says: that it can begin, and then one verdict for each program. */
export type SyntaxThreadMessage = 'ready' | SyntaxVerdict;

/** What the checks need from outside. */
export interface SyntaxChecksOptions {
  readonly clock: Clock;
  /** URL of the built thread; asked for at the first check. */
  readonly thread: () => URL;
}

/** Milliseconds that starting and compiling may take: `x = 9 ** 9 ** 9` would be computed for hours. */
const patience = { start: 10_000, check: 2000 } as const;

/** Milliseconds without a check after which the thread gives its memory back. */
const idleTime = 60_000;

/** Megabytes for the thread's JavaScript; MicroPython's own memory is bounded by itself. */
const threadMemory = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 16 };

const unknown: SyntaxVerdict = { kind: 'unknown' };

/** Checks one program after the other, in the order they were asked for. There is no thread until then. */
export class SyntaxChecks {
  readonly #options: SyntaxChecksOptions;
  #thread: CheckingThread | null = null;
  readonly #turns = new Turns();
  #cancelIdle = (): void => undefined;
  #closed = false;

  constructor(options: SyntaxChecksOptions) {
    this.#options = options;
  }

  /** What cannot be told, or not in time, is `unknown`. */
  check(source: string): Promise<SyntaxVerdict> {
    return this.#turns.take(() => this.#checkNow(source));
  }

  /** Whether a thread is there at the moment. */
  get running(): boolean {
    return this.#thread !== null;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#end();
  }

  async #checkNow(source: string): Promise<SyntaxVerdict> {
    if (this.#closed) return unknown;
    this.#cancelIdle();
    const { clock, thread } = this.#options;
    this.#thread ??= new CheckingThread(thread(), clock);
    const verdict = await this.#thread.check(source);
    if (verdict === 'failed') {
      await this.#end();
      return unknown;
    }
    this.#cancelIdle = clock.after(idleTime, () => void this.#end());
    return verdict;
  }

  async #end(): Promise<void> {
    this.#cancelIdle();
    const thread = this.#thread;
    this.#thread = null;
    await thread?.end();
  }
}

/** One thread; after its first failure it is of no use any more. */
class CheckingThread {
  readonly #worker: Worker;
  readonly #clock: Clock;
  readonly #ready: Promise<SyntaxThreadMessage | 'failed'>;

  constructor(url: URL, clock: Clock) {
    this.#clock = clock;
    this.#worker = new Worker(url, { resourceLimits: threadMemory, stdout: true, stderr: true });
    this.#worker.unref();
    this.#worker.on('error', () => undefined); // It ends with it, which is heard.
    this.#ready = this.#next(patience.start);
  }

  async check(source: string): Promise<SyntaxVerdict | 'failed'> {
    if ((await this.#ready) !== 'ready') return 'failed';
    this.#worker.postMessage(source);
    const message = await this.#next(patience.check);
    return message === 'ready' ? 'failed' : message;
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  /** What the thread says next; `failed` where it ends before, or takes too long. */
  #next(milliseconds: number): Promise<SyntaxThreadMessage | 'failed'> {
    return new Promise((resolve) => {
      const settle = (message: SyntaxThreadMessage | 'failed'): void => {
        cancel();
        this.#worker.off('message', settle).off('exit', fail);
        resolve(message);
      };
      const fail = (): void => settle('failed');
      const cancel = this.#clock.after(milliseconds, fail);
      this.#worker.on('message', settle).on('exit', fail);
    });
  }
}
