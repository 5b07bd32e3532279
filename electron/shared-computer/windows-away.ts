import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../runtime/clock.ts';
import type { Session } from '../channel/session.ts';

/** A window that has not gone by itself after so long is cut off; in milliseconds. */
const mostTime = 3_000;

/** Tells the windows there are that everything is about to be put away, and waits until they have gone. */
export async function sendWindowsAway(sessions: Iterable<Session>, clock: Clock): Promise<void> {
  const present = [...sessions];
  const gone = present.map((session) => new Promise<void>((resolve) => session.onEnd(resolve)));
  await setImmediate(); // the answer to the window that asked goes out before
  for (const session of present) session.tell('shared.clearing', {});
  const cancel = clock.after(mostTime, () => {
    for (const session of present) session.close();
  });
  await Promise.all(gone);
  cancel();
}
