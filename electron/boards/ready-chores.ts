/** What is done once per connection, as soon as a board is ready and nothing runs there. */

import type { BoardFiles } from '../../runtime/board-files.ts';
import type { BoardConnection } from './board-connection.ts';
import type { HelperJob } from './helper/helper-job.ts';
import type { HelperPart } from './helper/helper-part.ts';
import type { PromptJobs } from './prompt-jobs.ts';
import clock from './python/clock.py?raw';
import { ReplFiles } from './repl-files/repl-files.ts';

/** Sets the clock of boards that have one. */
const clockPart: HelperPart = { name: 'clock', source: clock };

/** What the chores are done with. */
export interface ChoreParts {
  readonly jobs: PromptJobs;
  readonly setsClock: () => boolean;
  /** Looks for the program that the board starts by itself. */
  readonly lookForMain: (files: BoardFiles) => Promise<void>;
}

/** The chores of one board: its clock, tidying up, a look for `main.py`. What a board cannot do is left out. */
export class ReadyChores {
  readonly #parts: ChoreParts;
  readonly #files: ReplFiles;
  #doneFor: BoardConnection | undefined;

  constructor(parts: ChoreParts) {
    this.#parts = parts;
    this.#files = new ReplFiles((job) => this.#run(job));
  }

  /** They are done, or being done, for some connection. */
  get haveBegun(): boolean {
    return this.#doneFor !== undefined;
  }

  /**
   * Does them, unless that was begun before over this connection. The clock and tidying come before all else that is
   * asked of the board then: a command ends with its own job, and what waits behind that would never be done.
   */
  async doFor(connection: BoardConnection): Promise<void> {
    if (this.#doneFor === connection) return;
    this.#doneFor = connection;
    const { setsClock, lookForMain } = this.#parts;
    const first = [this.#files.tidy(), ...(setsClock() ? [this.#run(settingClock(new Date()))] : [])];
    await Promise.allSettled(first);
    await lookForMain(this.#files);
  }

  #run<Result>(job: HelperJob<Result>): Promise<Result> {
    return this.#parts.jobs.run(job, { outlastsStop: true });
  }
}

/** Sets the clock to local time, as MicroPython has no time zones; its week begins with Monday, day 0. */
function settingClock(now: Date): HelperJob<unknown> {
  const time = [
    ...[now.getFullYear(), now.getMonth() + 1, now.getDate(), (now.getDay() + 6) % 7],
    ...[now.getHours(), now.getMinutes(), now.getSeconds()],
  ];
  return (helper) => helper.call(clockPart, 'set_clock', time);
}
