/** Bells between the host and the thread of an emulated Pico: who rings wakes the other, once. */

const word = { wake: 0, output: 1, wantsInputRoom: 2, wantsOutputRoom: 3 } as const;

/** One end of the bells; both ends are made from the same memory. */
export class ThreadBell {
  readonly #words: Int32Array;

  constructor(buffer: SharedArrayBuffer) {
    this.#words = new Int32Array(buffer);
  }

  static allocate(): SharedArrayBuffer {
    return new SharedArrayBuffer(Object.keys(word).length * 4);
  }

  // ------------------------------------------------------------------ for the host

  /** There is something new for the thread: input, room for output, a command, a pin. */
  wake(): void {
    Atomics.add(this.#words, word.wake, 1);
    Atomics.notify(this.#words, word.wake);
  }

  /** Before the output is read: later output rings again. */
  answerOutput(): void {
    Atomics.store(this.#words, word.output, 0);
  }

  /** The host waits for room in the input ring. */
  wantInputRoom(): void {
    Atomics.store(this.#words, word.wantsInputRoom, 1);
  }

  /** True once after each `wantOutputRoom`. */
  takeOutputRoomWanted(): boolean {
    return Atomics.exchange(this.#words, word.wantsOutputRoom, 0) !== 0;
  }

  // ------------------------------------------------------------------ for the thread

  /** Taken before looking for work, given to `rest` afterwards, so that nothing is missed between. */
  get wakes(): number {
    return Atomics.load(this.#words, word.wake);
  }

  /** Sleeps until `wake`, at most so many milliseconds. */
  rest(wakes: number, milliseconds: number): void {
    Atomics.wait(this.#words, word.wake, wakes, milliseconds);
  }

  /** True when the host has not been told of output yet and must be. */
  ringOutput(): boolean {
    return Atomics.exchange(this.#words, word.output, 1) === 0;
  }

  /** True once after each `wantInputRoom`. */
  takeInputRoomWanted(): boolean {
    return Atomics.exchange(this.#words, word.wantsInputRoom, 0) !== 0;
  }

  /** The thread waits for room in the output ring. */
  wantOutputRoom(): void {
    Atomics.store(this.#words, word.wantsOutputRoom, 1);
  }
}
