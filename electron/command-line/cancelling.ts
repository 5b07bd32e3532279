import type { Clock } from '../../runtime/clock.ts';
import { CommandError, interrupted, statuses } from './command-error.ts';
import type { Streams } from './streams.ts';

/** What was cancelled has so long to end by itself, in milliseconds. */
const patience = 600;

/**
 * Does a job that Ctrl-C ends; the value is the exit status. Throws `CommandError` then. A job that does not end in time
 * is left to itself, as its process ends.
 */
export async function cancellable(
  streams: Streams,
  clock: Clock,
  job: (signal: AbortSignal) => Promise<number>,
): Promise<number> {
  const ending = new AbortController();
  const late = new Promise<never>((_resolve, reject) => {
    streams.onSignal(() => {
      ending.abort();
      clock.after(patience, () => reject(interrupted()));
    });
  });
  try {
    return await Promise.race([job(ending.signal), late]);
  } catch (error) {
    const saysSo = error instanceof CommandError && error.status === statuses.interrupted;
    // Whatever else broke, broke because of that.
    throw ending.signal.aborted && !saysSo ? interrupted() : error;
  }
}
