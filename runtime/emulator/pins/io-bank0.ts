/** IO_BANK0: function select, overrides, status and interrupts of the user pins (RP2040 datasheet, 2.19.6.1). */

import { interruptLine, type InterruptLines } from '../bus/interrupts.ts';
import type { Peripheral } from '../bus/peripheral.ts';
import type { State } from '../saved.ts';
import { PinInterruptBits } from './edge-interrupts.ts';
import { Overrides } from './overrides.ts';
import { allPins, gpioCount, type Pins } from './pins.ts';

const interruptsAt = 0xf0;
/** INTE, INTF and INTS, four registers each, for core 0, core 1 and waking from dormant. */
const destinationSize = 0x30;
const destinationsAt = 0x100;
const destinationCount = 3;
const dormantWake = 2;
const registersEnd = destinationsAt + destinationCount * destinationSize;
const controlBits = 0x3003331f;
const controlAfterReset = 0x1f;

interface Destination {
  readonly enabled: PinInterruptBits;
  readonly forced: PinInterruptBits;
  asserted: boolean;
}

/** What IO_BANK0 needs. */
export interface IoBank0Parts {
  readonly pins: Pins;
  readonly interrupts: InterruptLines;
}

/** The registers at 0x40014000. */
export class IoBank0 implements Peripheral {
  readonly name = 'IO_BANK0';
  readonly #pins: Pins;
  readonly #interrupts: InterruptLines;
  readonly #controls = new Int32Array(gpioCount).fill(controlAfterReset);
  readonly #interruptOverrides = new Overrides();
  /** Edges that happened and were not cleared; the levels are always those of the moment. */
  readonly #edges = new PinInterruptBits();
  readonly #destinations: readonly Destination[] = Array.from({ length: destinationCount }, () => ({
    enabled: new PinInterruptBits(),
    forced: new PinInterruptBits(),
    asserted: false,
  }));
  /** Pins with anything enabled, forced or not: what happens elsewhere needs no look at the interrupts. */
  #interesting = 0;
  #onDormantWake: () => void = () => undefined;

  constructor({ pins, interrupts }: IoBank0Parts) {
    this.#pins = pins;
    this.#interrupts = interrupts;
    pins.onEdges((changed, fromPad) => {
      this.#edge(changed, fromPad);
    });
  }

  /** Calls `wake` whenever a pin asks a chip with stopped clocks to go on (2.11.5). */
  onDormantWake(wake: () => void): void {
    this.#onDormantWake = wake;
  }

  read(offset: number): number {
    if (offset < interruptsAt) {
      const gpio = offset >>> 3;
      return (offset & 4) === 0 ? this.#status(gpio) : this.#controls[gpio]! >>> 0;
    }
    this.#pins.settle();
    if (offset < destinationsAt) return this.#pending().read((offset >>> 2) & 3);
    if (offset >= registersEnd) return 0;
    const { destination, kind, register } = placeOf(offset);
    const { enabled, forced } = this.#destinations[destination]!;
    if (kind === 'enable') return enabled.read(register);
    if (kind === 'force') return forced.read(register);
    return this.#statusOf(destination).read(register);
  }

  write(offset: number, value: number, bits: number): void {
    if (offset < interruptsAt) {
      if ((offset & 4) !== 0) this.#setControl(offset >>> 3, value & controlBits);
      return;
    }
    if (offset >= registersEnd) return;
    this.#pins.settle();
    if (offset < destinationsAt) {
      this.#edges.clearEdges((offset >>> 2) & 3, bits);
    } else {
      const { destination, kind, register } = placeOf(offset);
      const { enabled, forced } = this.#destinations[destination]!;
      if (kind === 'enable') enabled.write(register, value);
      else if (kind === 'force') forced.write(register, value);
      this.#renewInteresting();
    }
    this.#assert();
  }

  reset(): void {
    for (let gpio = 0; gpio < gpioCount; gpio++) this.#setControl(gpio, controlAfterReset);
    this.#edges.restore([0, 0, 0, 0]);
    for (const { enabled, forced } of this.#destinations) {
      enabled.restore([0, 0, 0, 0]);
      forced.restore([0, 0, 0, 0]);
    }
    this.#renewInteresting();
    this.#assert();
  }

  save(): State {
    this.#pins.settle();
    const state: SavedBank = {
      controls: this.#controls.slice(),
      edges: this.#edges.save(),
      destinations: this.#destinations.map(({ enabled, forced, asserted }) => ({
        enabled: enabled.save(),
        forced: forced.save(),
        asserted,
      })),
    };
    return state;
  }

  /** The pins themselves restore what the control registers do to them. */
  restore(state: State): void {
    const saved = state as SavedBank;
    this.#controls.set(saved.controls);
    this.#controls.forEach((control, gpio) => {
      this.#interruptOverrides.set(gpio, (control >>> 28) & 3);
    });
    this.#edges.restore(saved.edges);
    this.#destinations.forEach((destination, index) => {
      const { enabled, forced, asserted } = saved.destinations[index]!;
      destination.enabled.restore(enabled);
      destination.forced.restore(forced);
      destination.asserted = asserted;
    });
    this.#renewInteresting();
  }

  #setControl(gpio: number, control: number): void {
    const changed = this.#controls[gpio]! ^ control;
    this.#controls[gpio] = control;
    if (changed & 0x300) this.#pins.override('output', gpio, (control >>> 8) & 3);
    if (changed & 0x3000) this.#pins.override('enable', gpio, (control >>> 12) & 3);
    if (changed & 0x30000) this.#pins.override('input', gpio, (control >>> 16) & 3);
    if (changed & 0x1f) this.#pins.select(gpio, control & 0x1f);
    if ((changed & 0x30000000) === 0) return;
    const before = this.#signals;
    this.#interruptOverrides.set(gpio, (control >>> 28) & 3);
    this.#latch(before ^ this.#signals, this.#signals);
  }

  get #signals(): number {
    return this.#interruptOverrides.apply(this.#pins.fromPad);
  }

  /** Called for every edge of every pin: most of them interest nobody and end after the latches. */
  #edge(changed: number, fromPad: number): void {
    this.#latch(changed, this.#interruptOverrides.apply(fromPad));
  }

  #latch(changed: number, signals: number): void {
    this.#edges.rise |= changed & signals;
    this.#edges.fall |= changed & ~signals;
    if ((changed & this.#interesting) !== 0) this.#assert();
  }

  #pending(): PinInterruptBits {
    const pending = new PinInterruptBits();
    const signals = this.#signals;
    pending.low = ~signals & allPins;
    pending.high = signals & allPins;
    pending.fall = this.#edges.fall;
    pending.rise = this.#edges.rise;
    return pending;
  }

  #statusOf(index: number): PinInterruptBits {
    const status = new PinInterruptBits();
    const pending = this.#pending();
    const { enabled, forced } = this.#destinations[index]!;
    status.low = (pending.low & enabled.low) | forced.low;
    status.high = (pending.high & enabled.high) | forced.high;
    status.fall = (pending.fall & enabled.fall) | forced.fall;
    status.rise = (pending.rise & enabled.rise) | forced.rise;
    return status;
  }

  /** Puts the lines where they belong. */
  #assert(): void {
    const signals = this.#signals;
    const { rise, fall } = this.#edges;
    for (let index = 0; index < destinationCount; index++) {
      const destination = this.#destinations[index]!;
      const { enabled, forced } = destination;
      const bits =
        (~signals & enabled.low) | (signals & enabled.high) | (fall & enabled.fall) | (rise & enabled.rise);
      const asserted = bits !== 0 || forced.any !== 0;
      if (asserted === destination.asserted) continue;
      destination.asserted = asserted;
      if (index !== dormantWake) this.#interrupts.set(interruptLine.ioBank0, asserted, index === 0 ? 0 : 1);
      else if (asserted) this.#onDormantWake();
    }
  }

  #renewInteresting(): void {
    this.#interesting = 0;
    for (const { enabled, forced } of this.#destinations) this.#interesting |= enabled.any | forced.any;
    this.#pins.watchForInterrupts(this.#interesting);
  }

  #status(gpio: number): number {
    const signals = this.#pins.signals();
    const bit = (word: number): number => (word >>> gpio) & 1;
    const interrupt = (core: number): number => bit(this.#statusOf(core).any);
    return (
      (bit(signals.fromFunction) << 8) |
      (bit(signals.toPad) << 9) |
      (bit(signals.enableFromFunction) << 12) |
      (bit(signals.enableToPad) << 13) |
      (bit(signals.fromPad) << 17) |
      (bit(signals.toFunction) << 19) |
      (bit(this.#pins.fromPad) << 24) |
      ((interrupt(0) | interrupt(1)) << 26)
    );
  }
}

interface SavedBank {
  readonly controls: Int32Array;
  readonly edges: number[];
  readonly destinations: { enabled: number[]; forced: number[]; asserted: boolean }[];
}

function placeOf(offset: number): {
  destination: number;
  kind: 'enable' | 'force' | 'status';
  register: number;
} {
  const within = offset - destinationsAt;
  const kinds = ['enable', 'force', 'status'] as const;
  return {
    destination: Math.floor(within / destinationSize),
    kind: kinds[((within % destinationSize) >>> 4) as 0 | 1 | 2],
    register: (offset >>> 2) & 3,
  };
}
