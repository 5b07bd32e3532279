import type { Clock } from '../../runtime/clock.ts';
import type { Link } from '../../runtime/link.ts';

/** A board that restarts or sleeps is expected back for so long, in milliseconds. */
const patience = 10_000;
/** It is looked for this often, in milliseconds. */
const pause = 500;

/**
 * Opens a Link again whose board left by itself, perhaps to come back. False where it did not come back in time, or
 * `signal` is aborted.
 */
export async function openAgain(link: Link, clock: Clock, signal: AbortSignal): Promise<boolean> {
  for (const until = clock.now() + patience; clock.now() < until && !signal.aborted;) {
    await new Promise<void>((resolve) => clock.after(pause, resolve));
    if (signal.aborted) return false;
    const isOpen = await link.open().then(
      () => true,
      () => false,
    );
    if (isOpen && !signal.aborted) return true;
    if (isOpen) await link.close();
  }
  return false;
}
