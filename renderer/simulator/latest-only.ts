/**
 * For values that change faster than the host can answer, such as a slider's: one request at a time,
 * and after it only the newest value.
 */
export function latestOnly<Value>(send: (value: Value) => Promise<unknown>): (value: Value) => void {
  let waiting: { readonly value: Value } | null = null;
  let busy = false;

  async function drain(): Promise<void> {
    busy = true;
    while (waiting) {
      const { value } = waiting;
      waiting = null;
      await send(value);
    }
    busy = false;
  }

  return (value) => {
    waiting = { value };
    if (!busy) void drain();
  };
}
