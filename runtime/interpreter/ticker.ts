/**
 * The ticker's thread: wakes a program that never calls out.
 *
 * It sleeps until something is due (a timer), until Ctrl-C was typed or something outside changed,
 * then pokes the interpreter's scheduler until the interpreter has taken notice.
 */

import { once } from 'node:events';
import { ControlBlock, sharedNow } from './streams/control-block.ts';
import { SchedulerPoke } from './micropython/scheduler-poke.ts';
import type { TickerThreadData } from './thread-data.ts';

const firstRetry = 0.5;
const slowestRetry = 5;

/** Runs until the thread is ended. */
export async function runTicker(data: TickerThreadData): Promise<never> {
  const control = new ControlBlock(data.control);
  const [memory] = (await once(data.interpreter, 'message')) as [SharedArrayBuffer];
  const scheduler = new SchedulerPoke(memory);
  let retry = firstRetry;
  for (;;) {
    const wakeCount = control.tickerWakeCount;
    const untilDue = control.nextDue - sharedNow();
    const wanted = control.running && (control.interruptAhead || control.signalled || untilDue <= 0);
    if (!wanted) {
      retry = firstRetry;
      control.waitAsTicker(wakeCount, control.running ? Math.max(untilDue, 0.01) : Infinity);
      continue;
    }
    scheduler.poke();
    control.waitAsTicker(wakeCount, retry);
    retry = Math.min(retry * 1.5, slowestRetry);
  }
}
