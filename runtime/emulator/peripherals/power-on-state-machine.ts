/** PSM: the power-on state machine, which lets the chip's parts go one after the other (RP2040 datasheet, 2.13). */

import type { Peripheral } from '../bus/peripheral.ts';
import type { State } from '../saved.ts';

const register = { forceOn: 0x0, forceOff: 0x4, watchdogSelect: 0x8, done: 0xc } as const;

/** The stages, from bit 0, in the order in which they come out of reset. */
const stageNames = [
  'rosc',
  'xosc',
  'clocks',
  'resets',
  'busfabric',
  'rom',
  'sram0',
  'sram1',
  'sram2',
  'sram3',
  'sram4',
  'sram5',
  'xip',
  'vregAndChipReset',
  'sio',
  'proc0',
  'proc1',
] as const;

/** Name of a stage. */
export type PowerStageName = (typeof stageNames)[number];

/** What the state machine does to one part of the chip. */
export interface PowerStage {
  /** Goes into reset: first state, nothing moves. */
  off(): void;
  /** Comes out of it: a core starts in the boot ROM. */
  on(): void;
}

const all = 0x1ffff;

/** The power-on state machine. Stages come up at once. */
export class PowerOnStateMachine implements Peripheral {
  readonly name = 'PSM';
  #forceOn = 0;
  #forceOff = 0;
  #watchdogSelect = 0;
  readonly #stages: Readonly<Partial<Record<PowerStageName, PowerStage>>>;

  constructor({ stages }: { readonly stages: Readonly<Partial<Record<PowerStageName, PowerStage>>> }) {
    this.#stages = stages;
  }

  /** The watchdog fired: what WDSEL names goes through reset and comes up again. */
  watchdogReset(): void {
    const selected = this.#watchdogSelect;
    this.#each(selected, (stage) => stage.off());
    this.#each(selected & ~this.#forceOff, (stage) => stage.on());
  }

  read(offset: number): number {
    switch (offset) {
      case register.forceOn:
        return this.#forceOn;
      case register.forceOff:
        return this.#forceOff;
      case register.watchdogSelect:
        return this.#watchdogSelect;
      case register.done:
        return ~this.#forceOff & all;
      default:
        return 0;
    }
  }

  peek(offset: number): number {
    return this.read(offset);
  }

  write(offset: number, value: number): void {
    const bits = value & all;
    if (offset === register.forceOn) this.#forceOn = bits;
    else if (offset === register.watchdogSelect) this.#watchdogSelect = bits;
    else if (offset === register.forceOff) {
      const before = this.#forceOff;
      this.#forceOff = bits;
      this.#each(bits & ~before, (stage) => stage.off());
      this.#each(before & ~bits, (stage) => stage.on());
    }
  }

  /** The registers only: whoever resets the whole chip lets the stages go himself. */
  reset(): void {
    this.#forceOn = this.#forceOff = this.#watchdogSelect = 0;
  }

  save(): State {
    return [this.#forceOn, this.#forceOff, this.#watchdogSelect];
  }

  restore(state: State): void {
    [this.#forceOn, this.#forceOff, this.#watchdogSelect] = state as [number, number, number];
  }

  #each(bits: number, act: (stage: PowerStage) => void): void {
    stageNames.forEach((name, bit) => {
      const stage = this.#stages[name];
      if (stage && bits & (1 << bit)) act(stage);
    });
  }
}
