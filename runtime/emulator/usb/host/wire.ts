/** The wire: one transaction at a time, each taking its time. */

import type { Alarm, Clock } from '../../clock/clock.ts';
import { restoreAlarm, saveAlarm } from '../../clock/alarm-state.ts';
import type { Saved } from '../../saved.ts';
import type { UsbDevicePort } from '../usb-device-port.ts';
import type { Pipe } from './pipe.ts';

/** A byte at 12 Mbit/s. */
const nanosecondsPerByte = 8000 / 12;
/** What a transaction costs beyond its data: sync, PIDs, address, CRC, turning round (USB 2.0, 5.8.4). */
const overheadBytes = 13;

/** Gives the pipes their turns. */
export class Wire implements Saved {
  /** Address that the device listens to. */
  address = 0;
  readonly #clock: Clock;
  readonly #device: UsbDevicePort;
  readonly #pipes: readonly Pipe[];
  readonly #alarm: Alarm;
  #running = false;
  /** Index of the pipe that has the wire, or had it last. */
  #turn = 0;

  constructor(clock: Clock, device: UsbDevicePort, pipes: readonly Pipe[]) {
    this.#clock = clock;
    this.#device = device;
    this.#pipes = pipes;
    this.#alarm = clock.createAlarm(() => this.#arrive());
  }

  /** Transactions begin, with the device at `address`. */
  start(address: number): void {
    this.address = address;
    this.#running = true;
    this.proceed();
  }

  /** Nothing happens any more; a transaction under way is lost. */
  stop(): void {
    this.#running = false;
    this.#alarm.cancel();
  }

  /** To be called when a pipe or the device may want a transaction that it did not want before. */
  proceed(): void {
    if (!this.#running || this.#alarm.scheduled) return;
    const count = this.#pipes.length;
    for (let step = 1; step <= count; step++) {
      const turn = (this.#turn + step) % count;
      const length = this.#lengthOfNext(this.#pipes[turn]);
      if (length < 0) continue;
      this.#turn = turn;
      this.#alarm.schedule((length + overheadBytes) * nanosecondsPerByte);
      return;
    }
  }

  save() {
    return {
      address: this.address,
      running: this.#running,
      turn: this.#turn,
      alarm: saveAlarm(this.#alarm, this.#clock),
    };
  }

  restore(state: ReturnType<Wire['save']>): void {
    this.address = state.address;
    this.#running = state.running;
    this.#turn = state.turn;
    restoreAlarm(this.#alarm, state.alarm);
  }

  /** Bytes that the pipe's next transaction would carry; −1 when there is none that the device would answer. */
  #lengthOfNext(pipe: Pipe | undefined): number {
    const kind = pipe?.next;
    if (!pipe || !kind) return -1;
    if (kind === 'setup') return pipe.outLength;
    if (!this.#device.answers(pipe.endpoint, kind)) return -1;
    return kind === 'in' ? this.#device.inLength(pipe.endpoint) : pipe.outLength;
  }

  #arrive(): void {
    const pipe = this.#pipes[this.#turn];
    // By now the pipe may want nothing any more.
    if (pipe?.next) pipe.perform(this.#device, this.address);
    this.proceed();
  }
}
