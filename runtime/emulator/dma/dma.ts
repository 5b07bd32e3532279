/**
 * The DMA controller (RP2040 datasheet, 2.5): twelve channels, their requests, timers, interrupts and the sniffer.
 *
 * A channel moves one item in each cycle. For speed it moves several at once and then lets as much time pass; its
 * end, with interrupt and chain, comes at the exact cycle.
 */

import { interruptLine, type InterruptLines } from '../bus/interrupts.ts';
import type { Peripheral } from '../bus/peripheral.ts';
import type { BusMaster, DemandedRequests } from '../bus/transfer-requests.ts';
import type { ClockRates } from '../clock/clock-rates.ts';
import type { Clock } from '../clock/clock.ts';
import { CycleCount } from '../clock/cycle-count.ts';
import type { State } from '../saved.ts';
import { Channel, type ChannelSurroundings } from './channel.ts';
import { PacingTimer } from './pacing-timer.ts';
import { Sniffer } from './sniffer.ts';

const channelCount = 12;
const channelSize = 0x40;
const channelsEnd = channelCount * channelSize;
const timerCount = 4;
const requestCount = 64;
const allChannels = (1 << channelCount) - 1;

const register = {
  raw: 0x400,
  enable0: 0x404,
  force0: 0x408,
  status0: 0x40c,
  enable1: 0x414,
  force1: 0x418,
  status1: 0x41c,
  timers: 0x420,
  trigger: 0x430,
  sniffControl: 0x434,
  sniffData: 0x438,
  abort: 0x444,
  channelCount: 0x448,
  debug: 0x800,
} as const;

/** The four registers of a channel, in the order of each of its four aliases; the last one triggers (2.5.2.1). */
const aliases = [
  ['read', 'write', 'count', 'control'],
  ['control', 'read', 'write', 'count'],
  ['control', 'count', 'read', 'write'],
  ['control', 'write', 'count', 'read'],
] as const;

/** What the controller needs around it. */
export interface DmaParts {
  readonly clock: Clock;
  readonly rates: ClockRates;
  readonly interrupts: InterruptLines;
  readonly bus: BusMaster;
}

/** The registers at 0x50000000, and where peripherals ask for transfers. */
export class Dma implements Peripheral, DemandedRequests {
  readonly name = 'DMA';
  readonly #clock: Clock;
  readonly #cycles: CycleCount;
  readonly #interrupts: InterruptLines;
  readonly #channels: readonly Channel[];
  readonly #timers = Array.from({ length: timerCount }, () => new PacingTimer());
  readonly #sniffer = new Sniffer();
  readonly #wanted = new Uint8Array(requestCount);
  /** Channels that wait for each request, a bit each. */
  readonly #waiting = new Uint16Array(requestCount);
  readonly #demandListeners = new Map<number, (demanded: boolean) => void>();
  #raw = 0;
  readonly #enabled: [number, number] = [0, 0];
  readonly #forced: [number, number] = [0, 0];

  constructor({ clock, rates, interrupts, bus }: DmaParts) {
    this.#clock = clock;
    this.#cycles = new CycleCount(clock, rates);
    this.#interrupts = interrupts;
    const surroundings = this.#surroundings(bus);
    this.#channels = Array.from({ length: channelCount }, (_, number) => new Channel(number, surroundings));
    rates.onChange(() => {
      for (const channel of this.#channels) channel.replan();
    });
  }

  // ------------------------------------------------------------------ requests

  set(request: number, wanted: boolean): void {
    this.#wanted[request] = wanted ? 1 : 0;
    if (wanted && this.#waiting[request] !== 0)
      this.#forWaiting(request, (channel) => {
        channel.plan();
      });
  }

  pulse(request: number): void {
    if (this.#waiting[request] !== 0)
      this.#forWaiting(request, (channel) => {
        channel.addCredit();
      });
  }

  onDemand(request: number, changed: (demanded: boolean) => void): void {
    this.#demandListeners.set(request, changed);
  }

  // ------------------------------------------------------------------ registers

  read(offset: number): number {
    if (offset < channelsEnd) {
      const channel = this.#channels[Math.floor(offset / channelSize)]!;
      return this.#readChannel(channel, aliases[(offset >>> 4) & 3]![(offset >>> 2) & 3]!);
    }
    if (offset >= register.debug && offset < register.debug + channelsEnd) {
      const channel = this.#channels[Math.floor((offset - register.debug) / channelSize)]!;
      const place = offset % channelSize;
      return place === 0 ? channel.credits : place === 4 ? channel.reload : 0;
    }
    switch (offset) {
      case register.raw:
        return this.#raw;
      case register.enable0:
        return this.#enabled[0];
      case register.force0:
        return this.#forced[0];
      case register.status0:
        return this.#status(0);
      case register.enable1:
        return this.#enabled[1];
      case register.force1:
        return this.#forced[1];
      case register.status1:
        return this.#status(1);
      case register.sniffControl:
        return this.#sniffer.control;
      case register.sniffData:
        return this.#sniffer.data;
      case register.channelCount:
        return channelCount;
      default:
        return this.#timerAt(offset)?.setting ?? 0;
    }
  }

  write(offset: number, value: number, bits: number): void {
    if (offset < channelsEnd) {
      this.#writeChannel(offset, value);
      return;
    }
    if (offset >= register.debug) {
      const channel = this.#channels[Math.floor((offset - register.debug) / channelSize)];
      if (channel && offset % channelSize === 0) channel.credits = 0;
      return;
    }
    switch (offset) {
      case register.raw:
      case register.status0:
      case register.status1:
        this.#raw &= ~bits;
        break;
      case register.enable0:
        this.#enabled[0] = value & allChannels;
        break;
      case register.force0:
        this.#forced[0] = value & allChannels;
        break;
      case register.enable1:
        this.#enabled[1] = value & allChannels;
        break;
      case register.force1:
        this.#forced[1] = value & allChannels;
        break;
      case register.trigger:
        this.#forEach(bits, (channel) => {
          channel.trigger();
        });
        break;
      case register.sniffControl:
        this.#sniffer.control = value & 0xfff;
        break;
      case register.sniffData:
        this.#sniffer.data = value;
        break;
      case register.abort:
        this.#forEach(bits, (channel) => {
          channel.abort();
        });
        break;
      default:
        this.#setTimer(offset, value);
    }
    this.#assert();
  }

  reset(): void {
    for (const channel of this.#channels) channel.reset();
    for (const timer of this.#timers) timer.set(0, 0);
    this.#sniffer.restore([0, 0]);
    this.#raw = 0;
    this.#enabled.fill(0);
    this.#forced.fill(0);
    this.#assert();
  }

  save(): State {
    const state: SavedDma = {
      cycles: this.#cycles.save(),
      channels: this.#channels.map((channel) => channel.save()),
      timers: this.#timers.map((timer) => timer.save()),
      sniffer: this.#sniffer.save(),
      wanted: this.#wanted.slice(),
      waiting: this.#waiting.slice(),
      interrupts: [this.#raw, ...this.#enabled, ...this.#forced],
    };
    return state;
  }

  restore(state: State): void {
    const saved = state as SavedDma;
    this.#cycles.restore(saved.cycles);
    this.#channels.forEach((channel, index) => {
      channel.restore(saved.channels[index]);
    });
    this.#timers.forEach((timer, index) => {
      timer.restore(saved.timers[index]);
    });
    this.#sniffer.restore(saved.sniffer);
    this.#wanted.set(saved.wanted);
    this.#waiting.set(saved.waiting);
    [this.#raw = 0, this.#enabled[0] = 0, this.#enabled[1] = 0, this.#forced[0] = 0, this.#forced[1] = 0] =
      saved.interrupts;
  }

  // ------------------------------------------------------------------ inside

  #surroundings(bus: BusMaster): ChannelSurroundings {
    const cycles = this.#cycles;
    const countRivals = (): number => this.#channels.filter((channel) => channel.permanent).length;
    return {
      bus,
      clock: this.#clock,
      get now() {
        return cycles.now;
      },
      get rivals() {
        return countRivals();
      },
      until: (cycle) => cycles.until(cycle),
      isWanted: (request) => this.#wanted[request] === 1,
      nextTimerPulse: (timer) => this.#timers[timer]?.nextPulse(cycles.now) ?? Infinity,
      waits: (channel, waiting) => {
        this.#waits(channel, waiting);
      },
      finished: (channel) => {
        this.#finished(channel);
      },
      sniff: (channel, value, size) => {
        if (this.#sniffer.channel === channel) this.#sniffer.sniff(value, size);
      },
    };
  }

  #waits(channel: Channel, waiting: boolean): void {
    const { request } = channel;
    const before = this.#waiting[request]!;
    const bit = 1 << channel.number;
    const after = waiting ? before | bit : before & ~bit;
    this.#waiting[request] = after;
    if ((before === 0) !== (after === 0)) this.#demandListeners.get(request)?.(after !== 0);
  }

  #forWaiting(request: number, act: (channel: Channel) => void): void {
    this.#forEach(this.#waiting[request]!, act);
  }

  #forEach(bits: number, act: (channel: Channel) => void): void {
    for (const channel of this.#channels) if (((bits >>> channel.number) & 1) === 1) act(channel);
  }

  #readChannel(channel: Channel, which: (typeof aliases)[number][number]): number {
    if (which === 'read') return channel.readAddress;
    if (which === 'write') return channel.writeAddress;
    return which === 'count' ? channel.left : channel.control;
  }

  #writeChannel(offset: number, value: number): void {
    const channel = this.#channels[Math.floor(offset / channelSize)]!;
    const which = aliases[(offset >>> 4) & 3]![(offset >>> 2) & 3]!;
    if (which === 'read') channel.readAddress = value;
    else if (which === 'write') channel.writeAddress = value;
    else if (which === 'count') channel.reload = value;
    else channel.setControl(value);
    if (((offset >>> 2) & 3) !== 3) return;
    if (value !== 0) channel.trigger();
    else if (channel.quiet) this.#interrupt(channel);
  }

  /** A null trigger ends a chain of quiet channels with an interrupt (2.5.2.3). */
  #interrupt(channel: Channel): void {
    this.#raw |= 1 << channel.number;
    this.#assert();
  }

  #finished(channel: Channel): void {
    if (!channel.quiet) this.#interrupt(channel);
    if (channel.chainTo !== channel.number) this.#channels[channel.chainTo]?.trigger();
  }

  #status(line: 0 | 1): number {
    return (this.#raw & this.#enabled[line]) | this.#forced[line];
  }

  #assert(): void {
    this.#interrupts.set(interruptLine.dmaLine0, this.#status(0) !== 0);
    this.#interrupts.set(interruptLine.dmaLine1, this.#status(1) !== 0);
  }

  #timerAt(offset: number): PacingTimer | undefined {
    return this.#timers[(offset - register.timers) >>> 2];
  }

  #setTimer(offset: number, value: number): void {
    const timer = this.#timerAt(offset);
    if (!timer) return;
    timer.set(value, this.#cycles.now);
    for (const channel of this.#channels) channel.replan();
  }
}

interface SavedDma {
  readonly cycles: State;
  readonly channels: State[];
  readonly timers: State[];
  readonly sniffer: State;
  readonly wanted: Uint8Array;
  readonly waiting: Uint16Array;
  readonly interrupts: number[];
}
