/** The few numbers that the host, the interpreter's thread and the ticker share. */

const word = {
  wake: 0,
  interruptsWritten: 1,
  interruptsTaken: 2,
  overtakes: 3,
  running: 4,
  signals: 5,
  outputBell: 6,
  inputWanted: 7,
  tickerWake: 8,
  idleAt: 9,
  powerCut: 10,
} as const;

const wordBytes = 64;
const nextDueOffset = wordBytes;
/** How a board starts whose power was cut. */
const powerCut = { none: 0, full: 1, bare: 2 } as const;

/** The time in milliseconds, the same in every thread of this process; never goes backwards. */
export function sharedNow(): number {
  return performance.timeOrigin + performance.now();
}

/** Typed access to the shared numbers; every thread makes its own over the same buffer. */
export class ControlBlock {
  readonly #words: Int32Array;
  readonly #nextDue: Float64Array;

  constructor(readonly buffer: SharedArrayBuffer) {
    this.#words = new Int32Array(buffer, 0, wordBytes / 4);
    this.#nextDue = new Float64Array(buffer, nextDueOffset, 1);
  }

  static allocate(): SharedArrayBuffer {
    const buffer = new SharedArrayBuffer(nextDueOffset + 8);
    new Int32Array(buffer)[word.idleAt] = -1;
    return buffer;
  }

  // ------------------------------------------------------------------ waiting of the interpreter

  /** Taken before looking for work, given to `wait` afterwards, so that nothing is missed between. */
  get wakeCount(): number {
    return Atomics.load(this.#words, word.wake);
  }

  /** Blocks until `wake` is called or the time is over. */
  wait(wakeCount: number, milliseconds: number): void {
    Atomics.wait(this.#words, word.wake, wakeCount, milliseconds === Infinity ? undefined : milliseconds);
  }

  /** Blocks until `wake` is called, where nothing is under way: the power may be cut. */
  waitIdly(wakeCount: number): void {
    Atomics.store(this.#words, word.idleAt, wakeCount);
    this.wait(wakeCount, Infinity);
  }

  /** The interpreter waits idly. */
  get isIdle(): boolean {
    return Atomics.load(this.#words, word.idleAt) === this.wakeCount;
  }

  // ------------------------------------------------------------------ power

  /** Has an interpreter that waits idly begin anew; with `bare` it runs none of the board's files. */
  cutPower(bare: boolean): void {
    Atomics.store(this.#words, word.powerCut, bare ? powerCut.bare : powerCut.full);
    this.wake();
  }

  /** Once after each `cutPower`. */
  takePowerCut(): 'full' | 'bare' | null {
    if (Atomics.load(this.#words, word.powerCut) === powerCut.none) return null;
    return Atomics.exchange(this.#words, word.powerCut, powerCut.none) === powerCut.bare ? 'bare' : 'full';
  }

  /** There is something new for the interpreter: input, an interrupt, a signal. */
  wake(): void {
    Atomics.add(this.#words, word.wake, 1);
    Atomics.notify(this.#words, word.wake);
    this.wakeTicker();
  }

  // ------------------------------------------------------------------ Ctrl-C

  /** The host has put this many more Ctrl-C into the input ring. */
  addInterrupts(count: number): void {
    Atomics.add(this.#words, word.interruptsWritten, count);
  }

  /** The interpreter has consumed this many Ctrl-C, whether as input or as an interrupt. */
  takeInterrupts(count: number): void {
    Atomics.add(this.#words, word.interruptsTaken, count);
  }

  /** True while a Ctrl-C waits somewhere ahead in the input. */
  get interruptAhead(): boolean {
    const written = Atomics.load(this.#words, word.interruptsWritten);
    return ((written - Atomics.load(this.#words, word.interruptsTaken)) | 0) > 0 || this.overtaken;
  }

  /** A Ctrl-C that found the input ring full and overtakes all of it. */
  overtake(): void {
    Atomics.store(this.#words, word.overtakes, 1);
  }

  get overtaken(): boolean {
    return Atomics.load(this.#words, word.overtakes) !== 0;
  }

  clearOvertaken(): void {
    Atomics.store(this.#words, word.overtakes, 0);
  }

  // ------------------------------------------------------------------ state of the interpreter

  /** True while Python code may be running, so that poking its scheduler makes sense. */
  get running(): boolean {
    return Atomics.load(this.#words, word.running) !== 0;
  }

  set running(running: boolean) {
    Atomics.store(this.#words, word.running, running ? 1 : 0);
  }

  // ------------------------------------------------------------------ signals from outside

  /** Something outside changed (a pin was driven): the interpreter should look. */
  signal(): void {
    Atomics.store(this.#words, word.signals, 1);
    this.wake();
  }

  /** True once after each `signal`. */
  takeSignal(): boolean {
    return (
      Atomics.load(this.#words, word.signals) !== 0 && Atomics.exchange(this.#words, word.signals, 0) !== 0
    );
  }

  get signalled(): boolean {
    return Atomics.load(this.#words, word.signals) !== 0;
  }

  // ------------------------------------------------------------------ bells for the host

  /** Rings for output; true when the host has not been told yet and must be. */
  ringOutputBell(): boolean {
    return Atomics.exchange(this.#words, word.outputBell, 1) === 0;
  }

  answerOutputBell(): void {
    Atomics.store(this.#words, word.outputBell, 0);
  }

  /** The host waits for room in the input ring. */
  wantInputRoom(): void {
    Atomics.store(this.#words, word.inputWanted, 1);
  }

  /** True once after each `wantInputRoom`. */
  takeInputRoomWanted(): boolean {
    return (
      Atomics.load(this.#words, word.inputWanted) !== 0 &&
      Atomics.exchange(this.#words, word.inputWanted, 0) !== 0
    );
  }

  // ------------------------------------------------------------------ the ticker

  /** When the interpreter next has something due, by `sharedNow`; `Infinity` when never. */
  get nextDue(): number {
    return this.#nextDue[0] ?? Infinity;
  }

  /** Tells the ticker, if it changes anything for it. */
  set nextDue(due: number) {
    if (this.#nextDue[0] === due) return;
    this.#nextDue[0] = due;
    this.wakeTicker();
  }

  get tickerWakeCount(): number {
    return Atomics.load(this.#words, word.tickerWake);
  }

  waitAsTicker(wakeCount: number, milliseconds: number): void {
    Atomics.wait(
      this.#words,
      word.tickerWake,
      wakeCount,
      milliseconds === Infinity ? undefined : milliseconds,
    );
  }

  wakeTicker(): void {
    Atomics.add(this.#words, word.tickerWake, 1);
    Atomics.notify(this.#words, word.tickerWake);
  }
}
