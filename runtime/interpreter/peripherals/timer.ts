/** `machine.Timer`: alarms that go off once or again and again. */

import type { Alarm, Peripheral, PeripheralContext, PeripheralDefinition } from '../peripheral.ts';
import python from '../python/timer.py?raw';

/** Calls that a Pico's scheduler lets wait; what comes on top while nobody could be called is lost. */
const scheduledAtMost = 8;

function create(context: PeripheralContext): Peripheral {
  const running = new Map<number, Alarm>();
  let handler = 0;
  let newest = 0;

  function start(microseconds: number, periodic: boolean): number {
    const timer = ++newest;
    const period = microseconds / 1000;
    const goOff = (due: number): void => {
      const late = periodic ? Math.floor((context.now() - due) / period) : 0;
      for (let call = 0; call < Math.min(late + 1, scheduledAtMost); call++) context.post(handler, timer);
      if (periodic) schedule(due + (late + 1) * period);
      else running.delete(timer);
    };
    const schedule = (due: number): void =>
      void running.set(
        timer,
        context.at(due, () => goOff(due)),
      );
    schedule(context.now() + period);
    return timer;
  }

  function stop(timer: number): void {
    running.get(timer)?.cancel();
    running.delete(timer);
  }

  return {
    functions: {
      timer_connect: (timerHandler: number) => void (handler = timerHandler),
      timer_start: start,
      timer_stop: stop,
    },
    reset: () => {
      for (const timer of [...running.keys()]) stop(timer);
    },
  };
}

export const timer: PeripheralDefinition = {
  name: 'timer',
  python: [{ module: 'machine', source: python }],
  create,
};
