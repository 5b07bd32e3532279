/**
 * The emulated chip's time: one clock for everything that happens on it.
 *
 * Time is simulated, in nanoseconds since the chip got power, and moves only because a core runs or all of
 * them sleep. Peripherals do not count cycles: they say when something will happen next, as an alarm, and
 * work out what a register reads from the time that went by.
 */

/** Something that will happen at a moment. Made by `Clock.createAlarm`, at rest until it is scheduled. */
export interface Alarm {
  /** True from `schedule` until it rings or is cancelled. */
  readonly scheduled: boolean;
  /** When it rings, in nanoseconds of the clock. Meaningless unless `scheduled`. */
  readonly due: number;
  /** Rings once, `nanoseconds` (0 or more, may be fractional) from now. Scheduling again moves it. */
  schedule(nanoseconds: number): void;
  cancel(): void;
}

/** What peripherals know of time. */
export interface Clock {
  /** Nanoseconds since power on. Inside an alarm it is exactly the moment that the alarm was due. */
  readonly nanoseconds: number;
  /** Length of one cycle of the system clock (clk_sys): 8 at 125 MHz. Changes when a program changes `machine.freq()`. */
  readonly nanosecondsPerCycle: number;
  /** Makes an alarm that calls `ring`. Alarms due at the same moment ring in the order they were scheduled. */
  createAlarm(ring: () => void): Alarm;
}
