/** The analog-to-digital converter (RP2040 datasheet, 4.9): 12 bits of 3.3 V, without noise or errors. */

import { interruptLine, type InterruptLines } from '../bus/interrupts.ts';
import type { Peripheral } from '../bus/peripheral.ts';
import { transferRequest, type TransferRequests } from '../bus/transfer-requests.ts';
import type { ClockRates } from '../clock/clock-rates.ts';
import { restoreAlarm, saveAlarm } from '../clock/alarm-state.ts';
import type { Alarm, Clock } from '../clock/clock.ts';
import type { State } from '../saved.ts';
import { type AnalogInputs, temperatureChannel } from './analog-inputs.ts';
import { InterruptRegisters } from './interrupt-registers.ts';

const register = {
  control: 0x00,
  result: 0x04,
  fifoControl: 0x08,
  fifo: 0x0c,
  divider: 0x10,
  interrupts: 0x14,
} as const;

/** Bits of CS. */
const control = {
  enable: 1,
  sensorEnable: 2,
  startOnce: 4,
  startMany: 8,
  ready: 0x100,
  channelShift: 12,
  channelMask: 0x7000,
  roundRobinShift: 16,
  kept: 0x1f700b,
} as const;

/** Bits of FCS. */
const fifoControl = {
  enable: 1,
  shift: 2,
  requestEnable: 8,
  empty: 0x100,
  full: 0x200,
  under: 0x400,
  over: 0x800,
  levelShift: 16,
  thresholdShift: 24,
  kept: 0x0f00000f,
} as const;

const fifoSize = 4;
const channelCount = 5;
const highestReading = 4095;
/** A conversion takes this many cycles of clk_adc (4.9.2). */
const conversionCycles = 96;
const nanosecondsPerSecond = 1e9;

/** What the converter needs around it. */
export interface AdcParts {
  readonly clock: Clock;
  readonly rates: ClockRates;
  readonly interrupts: InterruptLines;
  readonly requests: TransferRequests;
  readonly inputs: AnalogInputs;
}

/** The registers at 0x4004c000. */
export class Adc implements Peripheral {
  readonly name = 'ADC';
  readonly #clock: Clock;
  readonly #rates: ClockRates;
  readonly #interrupts: InterruptLines;
  readonly #requests: TransferRequests;
  readonly #inputs: AnalogInputs;
  readonly #done: Alarm;
  readonly #registers = new InterruptRegisters(register.interrupts, 1);
  #control = 0;
  #fifoControl = 0;
  #fifo: number[] = [];
  #divider = 0;
  #result = 0;
  #converting = false;

  constructor({ clock, rates, interrupts, requests, inputs }: AdcParts) {
    this.#clock = clock;
    this.#rates = rates;
    this.#interrupts = interrupts;
    this.#requests = requests;
    this.#inputs = inputs;
    this.#done = clock.createAlarm(() => {
      this.#finish();
    });
  }

  peek(offset: number): number {
    switch (offset) {
      case register.control:
        return this.#control | (this.#ready ? control.ready : 0);
      case register.result:
        return this.#result;
      case register.fifoControl:
        return (
          this.#fifoControl |
          (this.#fifo.length === 0 ? fifoControl.empty : 0) |
          (this.#fifo.length === fifoSize ? fifoControl.full : 0) |
          (this.#fifo.length << fifoControl.levelShift)
        );
      case register.fifo:
        return this.#fifo[0] ?? 0;
      case register.divider:
        return this.#divider;
      default:
        return this.#registers.read(offset);
    }
  }

  read(offset: number): number {
    const value = this.peek(offset);
    if (offset !== register.fifo) return value;
    if (this.#fifo.length === 0) this.#fifoControl |= fifoControl.under;
    this.#fifo.shift();
    this.#tell();
    return value;
  }

  write(offset: number, value: number, bits: number): void {
    if (offset === register.control) {
      this.#control = value & control.kept;
      if ((value & control.enable) === 0) this.#stop();
      else if ((value & (control.startOnce | control.startMany)) !== 0 && !this.#converting)
        this.#start(conversionCycles);
    } else if (offset === register.fifoControl) {
      const sticky = this.#fifoControl & (fifoControl.under | fifoControl.over) & ~bits;
      this.#fifoControl = (value & fifoControl.kept) | sticky;
    } else if (offset === register.divider) this.#divider = value & 0xffffff;
    else this.#registers.write(offset, value);
    this.#tell();
  }

  reset(): void {
    this.#stop();
    this.#control = 0;
    this.#fifoControl = 0;
    this.#fifo = [];
    this.#divider = 0;
    this.#result = 0;
    this.#registers.reset();
    this.#tell();
  }

  save(): State {
    const state: SavedAdc = {
      registers: [this.#control, this.#fifoControl, this.#divider, this.#result],
      interrupts: this.#registers.save(),
      fifo: [...this.#fifo],
      converting: this.#converting,
      left: saveAlarm(this.#done, this.#clock),
    };
    return state;
  }

  restore(state: State): void {
    const saved = state as SavedAdc;
    [this.#control = 0, this.#fifoControl = 0, this.#divider = 0, this.#result = 0] = saved.registers;
    this.#registers.restore(saved.interrupts);
    this.#fifo = [...saved.fifo];
    this.#converting = saved.converting;
    restoreAlarm(this.#done, saved.left);
  }

  get #ready(): boolean {
    return (this.#control & control.enable) !== 0 && !this.#converting;
  }

  #start(cycles: number): void {
    this.#converting = true;
    if (this.#rates.adc > 0) this.#done.schedule((cycles * nanosecondsPerSecond) / this.#rates.adc);
  }

  #stop(): void {
    this.#converting = false;
    this.#done.cancel();
  }

  /** A conversion ends; with START_MANY the next one is due as DIV says (4.9.2.1). */
  #finish(): void {
    this.#converting = false;
    this.#take();
    if ((this.#control & control.startMany) !== 0)
      this.#start(Math.max(conversionCycles, 1 + this.#divider / 256));
    this.#tell();
  }

  #take(): void {
    const channel = (this.#control & control.channelMask) >>> control.channelShift;
    const isOff = channel === temperatureChannel && (this.#control & control.sensorEnable) === 0;
    const share = isOff ? 0 : this.#inputs.share(channel);
    this.#result = Math.round(Math.min(Math.max(share, 0), 1) * highestReading);
    this.#keep(this.#result);
    this.#control =
      (this.#control & ~control.channelMask) | (this.#nextChannel(channel) << control.channelShift);
  }

  #keep(result: number): void {
    if ((this.#fifoControl & fifoControl.enable) === 0) return;
    if (this.#fifo.length === fifoSize) this.#fifoControl |= fifoControl.over;
    else this.#fifo.push((this.#fifoControl & fifoControl.shift) !== 0 ? result >>> 4 : result);
  }

  /** Round robin goes on to the next channel that takes part in it. */
  #nextChannel(channel: number): number {
    const taking = this.#control >>> control.roundRobinShift;
    for (let step = 1; step <= channelCount; step++) {
      const next = (channel + step) % channelCount;
      if (((taking >>> next) & 1) === 1) return next;
    }
    return channel;
  }

  #tell(): void {
    // The FIFO holds at least as much as its threshold says.
    const isEnough = this.#fifo.length >= this.#fifoControl >>> fifoControl.thresholdShift;
    this.#registers.raw = isEnough ? 1 : 0;
    this.#interrupts.set(interruptLine.adcFifo, this.#registers.status !== 0);
    const wanted = (this.#fifoControl & fifoControl.requestEnable) !== 0;
    this.#requests.set(transferRequest.adc, wanted && this.#fifo.length > 0 && isEnough);
  }
}

interface SavedAdc {
  readonly registers: number[];
  readonly interrupts: ReturnType<InterruptRegisters['save']>;
  readonly fifo: number[];
  readonly converting: boolean;
  readonly left: number | null;
}
