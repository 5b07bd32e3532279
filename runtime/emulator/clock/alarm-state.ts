/** Alarms in snapshots: as the time that is left, so that they can be put back at any reading of the clock. */

import type { Alarm, Clock } from './clock.ts';

/** Nanoseconds until an alarm rings; `null` while it is at rest. */
export function saveAlarm(alarm: Alarm, clock: Clock): number | null {
  return alarm.scheduled ? alarm.due - clock.nanoseconds : null;
}

/** Puts back what `saveAlarm` gave. */
export function restoreAlarm(alarm: Alarm, nanosecondsLeft: number | null): void {
  if (nanosecondsLeft === null) alarm.cancel();
  else alarm.schedule(Math.max(0, nanosecondsLeft));
}
