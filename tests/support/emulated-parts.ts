/** What an emulated peripheral needs around it, with nothing real behind. */

import type { NotEmulated } from '../../runtime/emulator/bus/not-emulated.ts';
import type { DemandedRequests } from '../../runtime/emulator/bus/transfer-requests.ts';
import type { ClockRates } from '../../runtime/emulator/clock/clock-rates.ts';

/** Clock frequencies that a test changes by hand. */
export class FixedRates implements ClockRates {
  reference = 12_000_000;
  system = 125_000_000;
  peripheral = 125_000_000;
  usb = 48_000_000;
  adc = 48_000_000;
  rtc = 46_875;
  readonly #listeners: (() => void)[] = [];

  onChange(changed: () => void): void {
    this.#listeners.push(changed);
  }

  /** Changes frequencies and says so. */
  change(rates: Partial<ClockRates>): void {
    Object.assign(this, rates);
    for (const listener of this.#listeners) listener();
  }
}

/** Requests as a DMA without channels sees them. */
export class RecordedRequests implements DemandedRequests {
  readonly wanted = new Set<number>();
  readonly pulses: number[] = [];
  readonly #demands = new Map<number, (demanded: boolean) => void>();

  set(request: number, wanted: boolean): void {
    if (wanted) this.wanted.add(request);
    else this.wanted.delete(request);
  }

  pulse(request: number): void {
    this.pulses.push(request);
  }

  onDemand(request: number, changed: (demanded: boolean) => void): void {
    this.#demands.set(request, changed);
  }

  /** Waits for a request, as a channel does, or no longer. */
  demand(request: number, demanded: boolean): void {
    this.#demands.get(request)?.(demanded);
  }
}

/** Remembers what was said not to be emulated. */
export class RecordedReports implements NotEmulated {
  readonly features: string[] = [];

  report(feature: string): void {
    if (!this.features.includes(feature)) this.features.push(feature);
  }
}
