/** Time, injected: production code gets `systemClock`, tests get one they can move by hand. */
export interface Clock {
  /** Milliseconds since some fixed point; never goes backwards. */
  now(): number;
  /** Calls `callback` once after `delay` milliseconds; returns a function that cancels it. */
  after(delay: number, callback: () => void): () => void;
}

/** The computer's own clock. Its timers do not keep the process alive. */
export const systemClock: Clock = {
  now: () => performance.now(),
  after(delay, callback) {
    const timer = setTimeout(callback, delay);
    if (typeof timer === 'object') timer.unref();
    return () => clearTimeout(timer);
  },
};
