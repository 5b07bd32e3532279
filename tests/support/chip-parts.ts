import type { InterruptLines } from '../../runtime/emulator/bus/interrupts.ts';
import type { NotEmulated } from '../../runtime/emulator/bus/not-emulated.ts';
import type { Peripheral } from '../../runtime/emulator/bus/peripheral.ts';
import type { TransferRequests } from '../../runtime/emulator/bus/transfer-requests.ts';
import type { ClockRates } from '../../runtime/emulator/clock/clock-rates.ts';

/** Interrupt lines that a test looks at. */
export class WatchedInterrupts implements InterruptLines {
  readonly asserted = new Set<number>();

  set(line: number, asserted: boolean): void {
    if (asserted) this.asserted.add(line);
    else this.asserted.delete(line);
  }
}

/** Transfer requests that a test looks at. */
export class WatchedRequests implements TransferRequests {
  readonly wanted = new Set<number>();
  readonly pulses: number[] = [];

  set(request: number, wanted: boolean): void {
    if (wanted) this.wanted.add(request);
    else this.wanted.delete(request);
  }

  pulse(request: number): void {
    this.pulses.push(request);
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
