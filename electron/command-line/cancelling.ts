import type { Clock } from '../../runtime/clock.ts';
import { CommandError, interrupted, statuses } from './command-error.ts';
import type { Streams } from './streams.ts';

/** What was cancelled has so long to end by itself, in milliseconds. */
const patience = 600;

/**
 * Does a job that Ctrl-C ends; the value is the exit status. A job that does not end in time is left to itself, as its
 * process ends.
 */
export function cancellable(
  { onSignal }: Streams,
  clock: Clock,
  job: (signal: AbortSignal) => Promise<number>,
): Promise<number> {
  const ending = new AbortController();
  return new Promise<number>((resolve, reject) => {
    onSignal(() => {
      ending.abort();
      clock.after(patience, () => reject(interrupted()));
    });
    job(ending.signal).then(resolve, (error: unknown) => {
      const saysSo = error instanceof CommandError && error.status === statuses.interrupted;
      // Whatever else broke, broke because of that.
      reject(ending.signal.aborted && !saysSo ? interrupted() : error);
    });
  });
}
