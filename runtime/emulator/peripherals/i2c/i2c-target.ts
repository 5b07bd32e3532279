/** The answering side of an I2C bus, made of nothing but the levels of its two lines. */

/** What happens at a target. Functions that answer `undefined` make it hold the clock until `resume`. */
export interface I2cTargetEvents {
  /** A start condition; `again` when the transfer before it did not end with a stop. */
  started(again: boolean): void;
  /** @returns whether it acknowledges the first byte of a transfer: seven bits of address, and bit 0 set to read. */
  addressed(byte: number): boolean;
  /** @returns whether it acknowledges a byte that was written to it. */
  written(byte: number): boolean | undefined;
  /** @returns the next byte that is read from it. */
  read(): number | undefined;
  /** The controller acknowledged that byte, or wants no more. */
  acknowledged(more: boolean): void;
  /** A stop condition ended a transfer. */
  stopped(): void;
}

type Phase = 'idle' | 'address' | 'acknowledge' | 'write' | 'read' | 'answer';

/** Decodes the lines and answers on them. It can only pull them low, as everybody on the bus. */
export class I2cTarget {
  readonly #events: I2cTargetEvents;
  readonly #pull: (data: boolean, clock: boolean) => void;
  #phase: Phase = 'idle';
  #busy = false;
  #reading = false;
  #bits = 0;
  #shift = 0;
  #clock = true;
  #data = true;
  /** The clock is held low because an event has no answer yet. */
  #held = false;

  /** @param pull - which of the lines to pull low. */
  constructor(events: I2cTargetEvents, pull: (data: boolean, clock: boolean) => void) {
    this.#events = events;
    this.#pull = pull;
  }

  /** It was addressed, and the transfer goes on. */
  get active(): boolean {
    return this.#phase !== 'idle' && this.#phase !== 'address';
  }

  /** The lines have these levels now. */
  lines(clock: boolean, data: boolean): void {
    const [clockBefore, dataBefore] = [this.#clock, this.#data];
    this.#clock = clock;
    this.#data = data;
    if (clock && clockBefore) {
      if (data !== dataBefore) this.#condition(data);
    } else if (clock !== clockBefore) {
      if (clock) this.#rise();
      else this.#fall();
    }
  }

  /** Asks the event that had no answer once more. */
  resume(): void {
    if (!this.#held) return;
    this.#held = false;
    if (this.#phase === 'write') this.#answer();
    else this.#nextByte();
  }

  /** Lets go of the lines and forgets the transfer. */
  release(): void {
    this.#phase = 'idle';
    this.#busy = this.#held = false;
    this.#output(false);
  }

  save(): unknown {
    return {
      phase: this.#phase,
      busy: this.#busy,
      reading: this.#reading,
      bits: this.#bits,
      shift: this.#shift,
      clock: this.#clock,
      data: this.#data,
      held: this.#held,
    };
  }

  /** Whoever owns the lines restores what is pulled there. */
  restore(state: unknown): void {
    const saved = state as {
      phase: Phase;
      busy: boolean;
      reading: boolean;
      bits: number;
      shift: number;
      clock: boolean;
      data: boolean;
      held: boolean;
    };
    this.#phase = saved.phase;
    this.#busy = saved.busy;
    this.#reading = saved.reading;
    this.#bits = saved.bits;
    this.#shift = saved.shift;
    this.#clock = saved.clock;
    this.#data = saved.data;
    this.#held = saved.held;
  }

  /** Data moved while the clock was high: a start or a stop. */
  #condition(stop: boolean): void {
    this.#bits = 0;
    if (stop) {
      this.#phase = 'idle';
      this.#busy = false;
      this.#events.stopped();
    } else {
      const again = this.#busy;
      this.#busy = true;
      this.#phase = 'address';
      this.#events.started(again);
    }
  }

  #rise(): void {
    if (this.#phase === 'address' || this.#phase === 'write') {
      this.#shift = ((this.#shift << 1) | (this.#data ? 1 : 0)) & 0xff;
      this.#bits++;
    } else if (this.#phase === 'answer') {
      this.#bits = 1;
      this.#events.acknowledged(!this.#data);
      if (this.#data) this.#phase = 'idle';
    }
  }

  #fall(): void {
    switch (this.#phase) {
      case 'address':
      case 'write':
        if (this.#bits === 8) this.#answer();
        break;
      case 'acknowledge':
        this.#output(false);
        this.#bits = 0;
        this.#phase = this.#reading ? 'read' : 'write';
        if (this.#reading) this.#nextByte();
        break;
      case 'read':
        this.#nextBit();
        break;
      case 'answer':
        if (this.#bits === 1) this.#nextByte();
        break;
      case 'idle':
        break;
    }
  }

  /** Eight bits arrived. */
  #answer(): void {
    const first = this.#phase === 'address';
    const answer = first ? this.#events.addressed(this.#shift) : this.#events.written(this.#shift);
    if (answer === undefined) return this.#hold();
    if (first) this.#reading = (this.#shift & 1) === 1;
    this.#phase = answer ? 'acknowledge' : 'idle';
    this.#output(answer);
  }

  #nextByte(): void {
    this.#phase = 'read';
    const byte = this.#events.read();
    if (byte === undefined) return this.#hold();
    this.#shift = byte;
    this.#bits = 0;
    this.#output((byte & 0x80) === 0);
  }

  #nextBit(): void {
    if (++this.#bits < 8) return this.#output(((this.#shift >>> (7 - this.#bits)) & 1) === 0);
    this.#phase = 'answer';
    this.#bits = 0;
    this.#output(false);
  }

  #hold(): void {
    this.#held = true;
    this.#output(false);
  }

  #output(pullsData: boolean): void {
    this.#pull(pullsData, this.#held);
  }
}
