/**
 * One user at a time for a folder, of all processes on all computers that share it.
 *
 * Whoever wants it announces that first, with a sign of life in a folder of its own (`in-use/<number>`), and looks
 * for others then. Of two that come at the same moment at least one sees the other, so never both get it; a
 * process that ended, however it ended, answers no more and is in nobody's way.
 */

import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '../../../runtime/clock.ts';
import { ownership, removeSocket, showLife } from '../../life-sign.ts';

const format = 1;

/** Two that came together both stepped back: each tries again, after a time of its own. */
const attempts = 3;

/** What shows no sign of life may still be about to; it is cleared away once it is older, in milliseconds. */
const longestAnnouncing = 60_000;

/** The right to use a folder. */
export interface Claim {
  /** Lets others have it. */
  release(): Promise<void>;
}

/** Claims a folder, which exists; `null` where somebody has it. Throws what `node:fs` throws. */
export async function claim(folder: string, clock: Clock): Promise<Claim | null> {
  const announcements = join(folder, 'in-use');
  for (let attempt = 1; ; attempt++) {
    const own = randomBytes(6).toString('hex');
    const announced = await announce(join(announcements, own), clock);
    const others = (await readdir(announcements)).filter((name) => name !== own);
    const alive = await Promise.all(others.map((name) => isAlive(join(announcements, name))));
    if (!alive.includes(true)) return announced;
    await announced.release();
    if (attempt === attempts) return null;
    await pause(20 + Math.random() * 80); // keeps the process, as the clock's timers do not
  }
}

async function announce(folder: string, clock: Clock): Promise<Claim> {
  await mkdir(folder, { recursive: true });
  try {
    const life = await showLife(folder, format, clock);
    return {
      async release() {
        await life.end();
        await rm(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/** Clears away what somebody has left who is dead. */
async function isAlive(announcement: string): Promise<boolean> {
  if ((await ownership(announcement, format)) !== 'gone') return true;
  const age = await stat(announcement).then(
    ({ mtimeMs }) => Date.now() - mtimeMs,
    () => 0,
  );
  if (age > longestAnnouncing) {
    await removeSocket(announcement);
    await rm(announcement, { recursive: true, force: true }).catch(() => undefined);
  }
  return false;
}
