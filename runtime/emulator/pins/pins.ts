/**
 * What is on the pins (RP2040 datasheet, 2.19): the function select, the overrides, the pads and the world outside,
 * put together word by word, all pins at once.
 *
 * A pin that the chip drives has that level. Else it has what is connected outside, else what its pull resistor
 * says, else 0; with both resistors on it keeps the level that it had (2.19.4).
 */

import { functionSelect, type FunctionSelect } from '../../hardware/function-select.ts';
import type { Saved, State } from '../saved.ts';
import { InputWatches } from './input-watches.ts';
import { Outside } from './outside.ts';
import { Overrides } from './overrides.ts';
import type { InputWatch, OutsideConnection, PinSignals } from './pin-signals.ts';

/** GPIO 0 to 29. */
export const gpioCount = 30;
/** A bit for each GPIO. */
export const allPins = 0x3fffffff;
const functionCount = 32;

/**
 * Something that drives pins by the passing of time, and does so only when somebody looks: `settle` makes up for what
 * happened since (by `drive`), up to the present moment.
 */
export interface LazyDriver {
  settle(): void;
}

/** Told of edges that happened on pins, for the interrupts of IO_BANK0. */
export type EdgeListener = (changed: number, signals: number) => void;

/** All thirty pins of bank 0. */
export class Pins implements PinSignals, Saved {
  readonly #levels = new Int32Array(functionCount);
  readonly #enables = new Int32Array(functionCount);
  readonly #selected = new Int32Array(functionCount);
  readonly #functions = new Uint8Array(gpioCount);
  readonly #outputOverrides = new Overrides();
  readonly #enableOverrides = new Overrides();
  readonly #inputOverrides = new Overrides();
  #inputEnabled = allPins;
  #outputDisabled = 0;
  #pullUp = 0;
  #pullDown = allPins;

  #functionLevels = 0;
  #functionEnables = 0;
  #padOutputs = 0;
  #padEnables = 0;
  #padLevels = 0;
  #fromPad = 0;
  #inputs = 0;

  readonly #outside = new Outside();

  readonly #watches = new InputWatches((from) => this.#selected[from]!);
  #onEdges: EdgeListener = () => undefined;
  #lazy: LazyDriver[] = [];
  #settling = false;

  constructor() {
    this.#functions.fill(functionSelect.none);
    this.#selected[functionSelect.none] = allPins;
  }

  // ------------------------------------------------------------------ for peripherals

  get inputs(): number {
    if (this.#lazy.length !== 0) this.settle();
    return this.#inputs;
  }

  selected(from: FunctionSelect): number {
    return this.#selected[from]!;
  }

  drive(from: FunctionSelect, levels: number, enables: number): void {
    const selected = this.#selected[from]!;
    const changed = ((this.#levels[from]! ^ levels) | (this.#enables[from]! ^ enables)) & selected;
    this.#levels[from] = levels;
    this.#enables[from] = enables;
    if (changed === 0) return;
    this.#functionLevels = (this.#functionLevels & ~selected) | (levels & selected);
    this.#functionEnables = (this.#functionEnables & ~selected) | (enables & selected);
    this.#resolve();
  }

  onInputChange(changed: (bits: number) => void, from?: FunctionSelect): InputWatch {
    return this.#watches.add(changed, from, allPins);
  }

  /** Registers somebody who drives pins lazily, while it has anything to make up for. */
  lag(driver: LazyDriver, lagging: boolean): void {
    const others = this.#lazy.filter((other) => other !== driver);
    this.#lazy = lagging ? [...others, driver] : others;
  }

  /** Lets everything that drives pins by time catch up with the present. */
  settle(): void {
    if (this.#settling) return;
    this.#settling = true;
    for (const driver of this.#lazy) driver.settle();
    this.#settling = false;
  }

  /** Pins on which every edge matters as it happens, because somebody waits for it; a bit each. */
  get watched(): number {
    return this.#watches.pins;
  }

  /** Calls `changed` after `watched` or the function of a pin changed. */
  onWatchedChange(changed: () => void): void {
    this.#watches.onChange(changed);
  }

  /** What `inputs` would be if a function drove these levels; nothing changes. */
  inputsIf(from: FunctionSelect, levels: number, enables: number): number {
    const selected = this.#selected[from]!;
    const outputs = this.#outputOverrides.apply((this.#functionLevels & ~selected) | (levels & selected));
    const functionEnables = (this.#functionEnables & ~selected) | (enables & selected);
    const driven = this.#enableOverrides.apply(functionEnables) & ~this.#outputDisabled;
    return this.#inputOverrides.apply(this.#levelsFrom(outputs, driven) & this.#inputEnabled) & allPins;
  }

  // ------------------------------------------------------------------ for the outside

  /** Connects something, which drives nothing yet. */
  connect(): OutsideConnection {
    return this.#outside.connect((work) => {
      this.settle();
      work();
      this.#resolve();
    });
  }

  /** What is really on the pins, whoever put it there. */
  get levels(): number {
    this.settle();
    return this.#padLevels;
  }

  /** On which pins the chip itself drives that level. */
  get driven(): number {
    this.settle();
    return this.#padEnables;
  }

  /** Pins that something outside drives. */
  get outsideDriven(): number {
    return this.#outside.enables;
  }

  // ------------------------------------------------------------------ for IO_BANK0 and PADS_BANK0

  functionOf(gpio: number): number {
    return this.#functions[gpio]!;
  }

  select(gpio: number, value: number): void {
    const before = this.#functions[gpio]!;
    if (before === value) return;
    this.settle();
    const bit = 1 << gpio;
    this.#functions[gpio] = value;
    this.#selected[before]! &= ~bit;
    this.#selected[value]! |= bit;
    this.#functionLevels = (this.#functionLevels & ~bit) | (this.#levels[value]! & bit);
    this.#functionEnables = (this.#functionEnables & ~bit) | (this.#enables[value]! & bit);
    this.#resolve();
    this.#watches.renew();
  }

  override(which: 'output' | 'enable' | 'input', gpio: number, value: number): void {
    this.settle();
    if (which === 'output') this.#outputOverrides.set(gpio, value);
    else if (which === 'enable') this.#enableOverrides.set(gpio, value);
    else this.#inputOverrides.set(gpio, value);
    this.#resolve();
  }

  setPad(gpio: number, pad: Pad): void {
    this.settle();
    const bit = 1 << gpio;
    this.#pullUp = pad.pullUp ? this.#pullUp | bit : this.#pullUp & ~bit;
    this.#pullDown = pad.pullDown ? this.#pullDown | bit : this.#pullDown & ~bit;
    this.#inputEnabled = pad.inputEnabled ? this.#inputEnabled | bit : this.#inputEnabled & ~bit;
    this.#outputDisabled = pad.outputDisabled ? this.#outputDisabled | bit : this.#outputDisabled & ~bit;
    this.#resolve();
  }

  /** Pull resistors that are on, as words. */
  get pulls(): { readonly up: number; readonly down: number } {
    return { up: this.#pullUp, down: this.#pullDown };
  }

  get inputEnabled(): number {
    return this.#inputEnabled;
  }

  /** Signals on one pin's way, for its STATUS register. */
  signals(): PinStatus {
    this.settle();
    return {
      fromFunction: this.#functionLevels,
      toPad: this.#padOutputs,
      enableFromFunction: this.#functionEnables,
      enableToPad: this.#padEnables,
      fromPad: this.#fromPad,
      toFunction: this.#inputs,
    };
  }

  /** What the pads let in, before the input overrides. */
  get fromPad(): number {
    return this.#fromPad;
  }

  /** Calls `listener` after any input changed. There is one: IO_BANK0. */
  onEdges(listener: EdgeListener): void {
    this.#onEdges = listener;
  }

  /** Pins with interrupts enabled. */
  watchForInterrupts(bits: number): void {
    this.#watches.watchForInterrupts(bits);
  }

  // ------------------------------------------------------------------ inside

  #resolve(): void {
    this.#padOutputs = this.#outputOverrides.apply(this.#functionLevels);
    this.#padEnables = this.#enableOverrides.apply(this.#functionEnables) & ~this.#outputDisabled & allPins;
    const levels = this.#levelsFrom(this.#padOutputs, this.#padEnables);
    const fromPad = levels & this.#inputEnabled;
    const inputs = this.#inputOverrides.apply(fromPad) & allPins;
    const edges = fromPad ^ this.#fromPad;
    const changed = inputs ^ this.#inputs;
    this.#padLevels = levels;
    this.#fromPad = fromPad;
    this.#inputs = inputs;
    if (edges !== 0) this.#onEdges(edges, fromPad);
    this.#watches.tell(changed);
  }

  #levelsFrom(outputs: number, driven: number): number {
    const keepers = this.#pullUp & this.#pullDown;
    const pulled = (this.#pullUp & ~keepers) | (this.#padLevels & keepers);
    const free = (pulled & ~this.#outside.enables) | this.#outside.levels;
    return ((outputs & driven) | (free & ~driven)) & allPins;
  }

  save(): State {
    this.settle();
    const state: SavedPins = {
      levels: this.#levels.slice(),
      enables: this.#enables.slice(),
      functions: this.#functions.slice(),
      overrides: [this.#outputOverrides.save(), this.#enableOverrides.save(), this.#inputOverrides.save()],
      pads: [this.#inputEnabled, this.#outputDisabled, this.#pullUp, this.#pullDown],
      outside: this.#outside.save(),
      padLevels: this.#padLevels,
    };
    return state;
  }

  /** Raises no interrupts and calls no listeners. */
  restore(state: State): void {
    const saved = state as SavedPins;
    this.#levels.set(saved.levels);
    this.#enables.set(saved.enables);
    this.#functions.set(saved.functions);
    [this.#outputOverrides, this.#enableOverrides, this.#inputOverrides].forEach((overrides, index) =>
      overrides.restore(saved.overrides[index]),
    );
    [this.#inputEnabled = 0, this.#outputDisabled = 0, this.#pullUp = 0, this.#pullDown = 0] = saved.pads;
    this.#outside.restore(saved.outside);
    this.#padLevels = saved.padLevels;
    this.#selectAll();
    this.#watches.addUp();
  }

  /** Works out everything that follows from what was restored. */
  #selectAll(): void {
    this.#selected.fill(0);
    this.#functionLevels = 0;
    this.#functionEnables = 0;
    this.#functions.forEach((from, gpio) => {
      const bit = 1 << gpio;
      this.#selected[from]! |= bit;
      this.#functionLevels |= this.#levels[from]! & bit;
      this.#functionEnables |= this.#enables[from]! & bit;
    });
    this.#padOutputs = this.#outputOverrides.apply(this.#functionLevels);
    this.#padEnables = this.#enableOverrides.apply(this.#functionEnables) & ~this.#outputDisabled & allPins;
    this.#fromPad = this.#padLevels & this.#inputEnabled;
    this.#inputs = this.#inputOverrides.apply(this.#fromPad) & allPins;
  }
}

interface SavedPins {
  readonly levels: Int32Array;
  readonly enables: Int32Array;
  readonly functions: Uint8Array;
  readonly overrides: readonly State[];
  readonly pads: readonly number[];
  readonly outside: ReturnType<Outside['save']>;
  readonly padLevels: number;
}

/** The bits of a PADS_BANK0 register that matter to levels (2.19.6.3). */
export interface Pad {
  readonly pullUp: boolean;
  readonly pullDown: boolean;
  readonly inputEnabled: boolean;
  readonly outputDisabled: boolean;
}

/** Words of signals between a function and its pad. */
export interface PinStatus {
  readonly fromFunction: number;
  readonly toPad: number;
  readonly enableFromFunction: number;
  readonly enableToPad: number;
  readonly fromPad: number;
  readonly toFunction: number;
}
