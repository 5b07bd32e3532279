/** What an emulated peripheral needs around it, with nothing real behind. */

import type { InterruptLines } from '../../runtime/emulator/bus/interrupts.ts';
import type { NotEmulated } from '../../runtime/emulator/bus/not-emulated.ts';
import type { Peripheral } from '../../runtime/emulator/bus/peripheral.ts';
import type { DemandedRequests } from '../../runtime/emulator/bus/transfer-requests.ts';
import type { ClockRates } from '../../runtime/emulator/clock/clock-rates.ts';

/** Interrupt lines that a test looks at. */
export class WatchedInterrupts implements InterruptLines {
  /** Lines that are asserted for core 0, and those for core 1. */
  readonly asserted = new Set<number>();
  readonly assertedForCore1 = new Set<number>();

  set(line: number, asserted: boolean, core?: 0 | 1): void {
    if (core !== 1) change(this.asserted, line, asserted);
    if (core !== 0) change(this.assertedForCore1, line, asserted);
  }
}

/** Transfer requests that a test looks at. */
export class WatchedRequests implements DemandedRequests {
  readonly wanted = new Set<number>();
  readonly pulses: number[] = [];
  readonly #demands = new Map<number, (demanded: boolean) => void>();

  set(request: number, wanted: boolean): void {
    change(this.wanted, request, wanted);
  }

  pulse(request: number): void {
    this.pulses.push(request);
  }

  onDemand(request: number, changed: (demanded: boolean) => void): void {
    this.#demands.set(request, changed);
  }

  /** Waits for a request, as a DMA channel does, or no longer. */
  demand(request: number, demanded: boolean): void {
    this.#demands.get(request)?.(demanded);
  }
}

/** Remembers what was reported as not emulated. */
export class WatchedNotEmulated implements NotEmulated {
  readonly features = new Set<string>();

  report(feature: string): void {
    this.features.add(feature);
  }
}

/** Frequencies as MicroPython sets them up, changed by a test. */
export class FixedRates implements ClockRates {
  reference = 12e6;
  system = 125e6;
  peripheral = 125e6;
  usb = 48e6;
  adc = 48e6;
  rtc = 46_875;
  readonly #listeners: (() => void)[] = [];

  onChange(changed: () => void): void {
    this.#listeners.push(changed);
  }

  /** Changes frequencies and says so. */
  change(rates: Partial<Omit<ClockRates, 'onChange'>>): void {
    Object.assign(this, rates);
    for (const listener of this.#listeners) listener();
  }
}

/** Writes a register as the bus does. */
export function poke(peripheral: Peripheral, offset: number, bits: number): void {
  peripheral.write(offset, bits >>> 0, bits >>> 0);
}

/** Sets bits through the bus's alias. */
export function setBits(peripheral: Peripheral, offset: number, bits: number): void {
  const before = peripheral.peek?.(offset) ?? peripheral.read(offset);
  peripheral.write(offset, (before | bits) >>> 0, bits >>> 0);
}

/** Clears bits through the bus's alias. */
export function clearBits(peripheral: Peripheral, offset: number, bits: number): void {
  const before = peripheral.peek?.(offset) ?? peripheral.read(offset);
  peripheral.write(offset, (before & ~bits) >>> 0, bits >>> 0);
}

function change(set: Set<number>, member: number, isIn: boolean): void {
  if (isIn) set.add(member);
  else set.delete(member);
}
