import type { Pins } from '../../runtime/emulator/pins/pins.ts';

const step = 5000;
const patience = 1000;

/** An I2C controller outside the chip that moves the lines one by one, 5 µs each, and waits while the clock is held. */
export class I2cByHand {
  readonly #wire;

  /** @param pass - lets so many nanoseconds go by. */
  constructor(
    private readonly pass: (nanoseconds: number) => void,
    private readonly pins: Pins,
    private readonly lines: { readonly clock: number; readonly data: number },
  ) {
    this.#wire = pins.connect();
  }

  start(): void {
    this.set(true, true);
    this.set(true, false);
    this.set(false, false);
  }

  stop(): void {
    this.set(false, false);
    this.set(true, false);
    this.set(true, true);
  }

  /** @returns whether it was acknowledged. */
  write(byte: number): boolean {
    for (let bit = 7; bit >= 0; bit--) this.bit(((byte >>> bit) & 1) === 1);
    return !this.bit(true);
  }

  read(more: boolean): number {
    let byte = 0;
    for (let bit = 0; bit < 8; bit++) byte = (byte << 1) | (this.bit(true) ? 1 : 0);
    this.bit(!more);
    return byte;
  }

  /** Whether the clock is high, when this controller lets it go. */
  get clockIsFree(): boolean {
    return ((this.pins.inputs >>> this.lines.clock) & 1) === 1;
  }

  private bit(level: boolean): boolean {
    this.set(false, level);
    this.set(true, level);
    const data = ((this.pins.inputs >>> this.lines.data) & 1) === 1;
    this.set(false, level);
    return data;
  }

  private set(clock: boolean, data: boolean): void {
    const { clock: scl, data: sda } = this.lines;
    this.#wire.drive(0, (clock ? 0 : 1 << scl) | (data ? 0 : 1 << sda));
    this.pass(step);
    for (let steps = 0; clock && !this.clockIsFree && steps < patience; steps++) this.pass(step);
  }
}
