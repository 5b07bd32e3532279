/** Parts of the emulated Pico whose state can be taken out and put back, for `snapshot()` and `restore()`. */

/**
 * State as plain data: numbers, booleans, strings, typed arrays, and arrays and objects of these. It shares
 * nothing with the part that it came from.
 */
export type State = unknown;

/** Something with a state of its own. */
export interface Saved {
  /** The whole state, alarms included (as the nanoseconds left until they ring). */
  save(): State;
  /** Puts back what `save` of the same class gave, on the same or another emulated Pico. */
  restore(state: State): void;
}
