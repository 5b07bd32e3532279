/** One channel of the DMA (RP2040 datasheet, 2.5.2): what it copies, when, and what follows. */

import type { BusMaster } from '../bus/transfer-requests.ts';
import { restoreAlarm, saveAlarm } from '../clock/alarm-state.ts';
import type { Alarm, Clock } from '../clock/clock.ts';
import type { State } from '../saved.ts';
import { swapBytes } from './sniffer.ts';

/** Bits of CTRL (table 124). */
const channelControl = {
  enable: 1,
  sizeShift: 2,
  incrementRead: 0x10,
  incrementWrite: 0x20,
  ringShift: 6,
  ringWrite: 0x400,
  chainShift: 11,
  requestShift: 15,
  quiet: 0x200000,
  swap: 0x400000,
  sniff: 0x800000,
  busy: 0x1000000,
  writeError: 0x20000000,
  readError: 0x40000000,
  anyError: 0x80000000,
  settable: 0xffffff,
} as const;

/** Values of TREQ_SEL beyond the peripherals. */
export const pacing = { firstTimer: 59, lastTimer: 62, permanent: 63 } as const;

/** Most transfers that happen in one go; they are early by as many cycles at most. */
const longestBatch = 256;
/** From here up, what is read or written may matter to others at once. */
const peripheralsAt = 0x40000000;
/** A channel that waits for a peripheral fills or empties a FIFO in one go. */
const longestPacedBatch = 8;
const mostCredits = 63;

/** What a channel needs of the DMA around it. */
export interface ChannelSurroundings {
  readonly bus: BusMaster;
  readonly clock: Clock;
  /** The present cycle. */
  readonly now: number;
  /** Nanoseconds until a cycle. */
  until(cycle: number): number;
  /** The level of a peripheral's request. */
  isWanted(request: number): boolean;
  nextTimerPulse(timer: number): number;
  /** Channels that move data in every cycle and so share the bus. */
  readonly rivals: number;
  /** The channel waits for a request, or no longer. */
  waits(channel: Channel, waiting: boolean): void;
  /** All transfers are done: interrupt and chain. */
  finished(channel: Channel): void;
  sniff(channel: number, value: number, size: number): void;
}

/** A channel, busy or waiting to be triggered. */
export class Channel {
  readAddress = 0;
  writeAddress = 0;
  /** Transfers left of the running sequence. */
  left = 0;
  /** Transfers of the next one: TCR. */
  reload = 0;
  /** Single transfers that were asked for by pulses and did not happen yet. */
  credits = 0;
  #control: number;
  readonly #alarm: Alarm;

  constructor(
    readonly number: number,
    readonly surroundings: ChannelSurroundings,
  ) {
    this.#control = number << channelControl.chainShift;
    this.#alarm = surroundings.clock.createAlarm(() => {
      this.#ring();
    });
  }

  get control(): number {
    return this.#control >>> 0;
  }

  /** Writes CTRL; clearing EN while it is busy only pauses it. */
  setControl(value: number): void {
    const errors = channelControl.readError | channelControl.writeError;
    let kept = this.#control & ~channelControl.settable & ~(value & errors);
    if ((kept & errors) === 0) kept &= ~channelControl.anyError;
    const waited = this.#waiting;
    if (waited) this.surroundings.waits(this, false);
    this.#control = kept | (value & channelControl.settable);
    if (this.#waiting) this.surroundings.waits(this, true);
    if (this.active) this.plan();
    else this.#alarm.cancel();
  }

  get busy(): boolean {
    return (this.#control & channelControl.busy) !== 0;
  }

  /** Busy and not paused. */
  get active(): boolean {
    const bits = channelControl.busy | channelControl.enable;
    return (this.#control & bits) === bits;
  }

  get request(): number {
    return (this.#control >>> channelControl.requestShift) & 0x3f;
  }

  get chainTo(): number {
    return (this.#control >>> channelControl.chainShift) & 0xf;
  }

  get quiet(): boolean {
    return (this.#control & channelControl.quiet) !== 0;
  }

  /** True while it moves data in every cycle. */
  get permanent(): boolean {
    return this.active && this.request === pacing.permanent;
  }

  /** Begins a sequence, unless the channel is off or at work. */
  trigger(): void {
    if ((this.#control & channelControl.enable) === 0 || this.busy) return;
    this.left = this.reload;
    this.#control |= channelControl.busy;
    if (this.#waiting) this.surroundings.waits(this, true);
    this.plan();
  }

  abort(): void {
    if (this.#waiting) this.surroundings.waits(this, false);
    this.#control &= ~channelControl.busy;
    this.credits = 0;
    this.#alarm.cancel();
  }

  /** A pulse asks for one transfer. */
  addCredit(): void {
    this.credits = Math.min(this.credits + 1, mostCredits);
    this.plan();
  }

  /** Sets the alarm for the next transfers, if they can be told by now and no alarm is set. */
  plan(): void {
    if (!this.active || this.#alarm.scheduled) return;
    const { surroundings } = this;
    if (this.left === 0 || this.#mayGo()) this.#alarm.schedule(surroundings.until(surroundings.now + 1));
    else if (this.#pacedByTimer) {
      const pulse = surroundings.nextTimerPulse(this.request - pacing.firstTimer);
      if (pulse !== Infinity) this.#alarm.schedule(surroundings.until(pulse));
    }
  }

  /** After the system clock or a timer changed: the alarm is to be set anew. */
  replan(): void {
    this.#alarm.cancel();
    this.plan();
  }

  reset(): void {
    this.abort();
    this.#control = this.number << channelControl.chainShift;
    this.readAddress = this.writeAddress = this.left = this.reload = 0;
  }

  save(): State {
    const state: SavedChannel = {
      numbers: [this.readAddress, this.writeAddress, this.left, this.reload, this.credits, this.#control],
      alarm: saveAlarm(this.#alarm, this.surroundings.clock),
    };
    return state;
  }

  restore(state: State): void {
    const saved = state as SavedChannel;
    [
      this.readAddress = 0,
      this.writeAddress = 0,
      this.left = 0,
      this.reload = 0,
      this.credits = 0,
      this.#control = 0,
    ] = saved.numbers;
    restoreAlarm(this.#alarm, saved.alarm);
  }

  get #waiting(): boolean {
    return this.active && this.request < pacing.firstTimer;
  }

  get #pacedByTimer(): boolean {
    return this.request >= pacing.firstTimer && this.request <= pacing.lastTimer;
  }

  #mayGo(): boolean {
    return this.request === pacing.permanent || this.credits > 0 || this.surroundings.isWanted(this.request);
  }

  #ring(): void {
    if (this.left === 0) {
      this.#finish();
      return;
    }
    const done = this.#batch();
    if (!this.active) return;
    const { surroundings } = this;
    const cycles = this.permanent ? done * Math.max(1, surroundings.rivals) : done;
    if (this.left === 0 || this.#mayGo())
      this.#alarm.schedule(surroundings.until(surroundings.now + Math.max(1, cycles)));
    else this.plan();
  }

  /** Moves what may be moved at this moment, and answers how many transfers that were. */
  #batch(): number {
    if (this.#pacedByTimer) return this.#transfer() ? 1 : 0;
    const permanent = this.request === pacing.permanent;
    const most = Math.min(this.left, permanent ? this.#longestBatch : longestPacedBatch);
    let done = 0;
    while (done < most && this.active && (permanent || this.#mayGo())) {
      if (!permanent && !this.surroundings.isWanted(this.request)) this.credits--;
      if (!this.#transfer()) break;
      done++;
    }
    return done;
  }

  get #longestBatch(): number {
    return Math.max(this.readAddress, this.writeAddress) < peripheralsAt ? longestBatch : 1;
  }

  /** Moves one item. False where the bus refused: the channel stops there (2.5.6). */
  #transfer(): boolean {
    const control = this.#control;
    const size = (1 << Math.min((control >>> channelControl.sizeShift) & 3, 2)) as 1 | 2 | 4;
    let value: number;
    try {
      value = this.surroundings.bus.read((this.readAddress & -size) >>> 0, size);
    } catch {
      return this.#fail(channelControl.readError);
    }
    if ((control & channelControl.swap) !== 0) value = swapBytes(value, size);
    if ((control & channelControl.sniff) !== 0) this.surroundings.sniff(this.number, value, size);
    const target = (this.writeAddress & -size) >>> 0;
    this.left--;
    if ((control & channelControl.incrementRead) !== 0)
      this.readAddress = this.#next(this.readAddress, size, (control & channelControl.ringWrite) === 0);
    if ((control & channelControl.incrementWrite) !== 0)
      this.writeAddress = this.#next(this.writeAddress, size, (control & channelControl.ringWrite) !== 0);
    try {
      this.surroundings.bus.write(target, value, size);
    } catch {
      return this.#fail(channelControl.writeError);
    }
    return true;
  }

  /** The next address; on a ring, its lower bits wrap. */
  #next(address: number, size: number, ringed: boolean): number {
    const ring = (this.#control >>> channelControl.ringShift) & 0xf;
    const next = address + size;
    if (ring === 0 || !ringed) return next >>> 0;
    const mask = (1 << ring) - 1;
    return ((address & ~mask) | (next & mask)) >>> 0;
  }

  #fail(error: number): false {
    this.abort();
    this.#control |= error | channelControl.anyError;
    return false;
  }

  #finish(): void {
    if (this.#waiting) this.surroundings.waits(this, false);
    this.#control &= ~channelControl.busy;
    this.surroundings.finished(this);
  }
}

interface SavedChannel {
  readonly numbers: number[];
  readonly alarm: number | null;
}
