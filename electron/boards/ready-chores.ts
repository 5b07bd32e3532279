/** What is done once per connection, as soon as a board is ready and nothing runs there. */

import type { BoardFiles } from '../../runtime/board-files.ts';
import type { HelperJob } from './helper/helper-job.ts';
import type { HelperPart } from './helper/helper-part.ts';
import clock from './python/clock.py?raw';

/** Sets the clock of boards that have one. */
const clockPart: HelperPart = { name: 'clock', source: clock };

/** What the chores are done with. */
export interface ChoreParts {
  readonly run: (job: HelperJob<unknown>) => Promise<unknown>;
  readonly setsClock: () => boolean;
  /** Removes what is left of files that were being written when a connection broke. */
  readonly tidy: () => Promise<void>;
  /** Looks for the program that the board starts by itself. */
  readonly lookForMain: (files: BoardFiles) => Promise<void>;
  readonly files: BoardFiles;
}

/** Does everything there is to do; what a board cannot do is left out. */
export async function doChores({ run, setsClock, tidy, lookForMain, files }: ChoreParts): Promise<void> {
  if (setsClock()) await run(settingClock(new Date())).catch(() => undefined);
  await tidy().catch(() => undefined);
  await lookForMain(files);
}

/** Sets the clock to local time, as MicroPython has no time zones; its week begins with Monday, day 0. */
function settingClock(now: Date): HelperJob<unknown> {
  const time = [
    ...[now.getFullYear(), now.getMonth() + 1, now.getDate(), (now.getDay() + 6) % 7],
    ...[now.getHours(), now.getMinutes(), now.getSeconds()],
  ];
  return (helper) => helper.call(clockPart, 'set_clock', time);
}
