/**
 * XIP_SSI: the serial interface to the flash chip (RP2040 datasheet, 4.10). The reads that XIP makes with it go
 * straight to the chip's cells; this is what a program does by hand: status, identification, programming.
 */

import type { Peripheral } from '../bus/peripheral.ts';
import { transferRequest, type TransferRequests } from '../bus/transfer-requests.ts';
import { restoreAlarm, saveAlarm } from '../clock/alarm-state.ts';
import type { Alarm, Clock } from '../clock/clock.ts';
import type { State } from '../saved.ts';
import type { FlashCommands } from './flash-commands.ts';
import {
  fifoDepth,
  identification,
  register,
  spiControlAfterReset,
  status,
  transferMode,
  version,
} from './ssi-registers.ts';

/** Values of OUTOVER in the CTRL register of the chip select pin (2.19.6.2). */
export type ChipSelectOverride = 'normal' | 'invert' | 'low' | 'high';

interface SsiState {
  readonly commands: State;
  readonly registers: Uint32Array;
  readonly receiveQueue: number[];
  readonly commandQueue: number[];
  readonly override: ChipSelectOverride;
  readonly transferring: boolean;
  readonly nanosecondsLeft: number | null;
}

/** What the SSI needs. */
export interface SsiParts {
  readonly clock: Clock;
  readonly commands: FlashCommands;
  readonly requests: TransferRequests;
}

/** The registers at 0x18000000. */
export class Ssi implements Peripheral {
  readonly name = 'XIP_SSI';
  readonly #clock: Clock;
  readonly #commands: FlashCommands;
  readonly #requests: TransferRequests;
  /** Rings when the last frame has gone over the wires: chip select goes high then. */
  readonly #idle: Alarm;
  readonly #registers = new Uint32Array(0x40);
  #receiveQueue: number[] = [];
  /** Frames of a command with address that is not complete yet. */
  #commandQueue: number[] = [];
  #override: ChipSelectOverride = 'normal';
  #transferring = false;

  constructor({ clock, commands, requests }: SsiParts) {
    this.#clock = clock;
    this.#commands = commands;
    this.#requests = requests;
    this.#idle = clock.createAlarm(() => {
      this.#finishTransfer();
    });
    this.#clear();
  }

  /** IO_QSPI takes chip select out of the SSI's hands, or gives it back. */
  overrideChipSelect(override: ChipSelectOverride): void {
    this.#override = override;
    this.#driveChipSelect();
  }

  read(offset: number): number {
    if (offset >= register.data && offset <= register.lastData) return this.#receive();
    return this.peek(offset);
  }

  peek(offset: number): number {
    switch (offset) {
      case register.transmitLevel:
        return 0;
      case register.receiveLevel:
        return this.#receiveQueue.length;
      case register.status:
        return this.#status;
      case register.interruptStatus:
      case register.rawInterruptStatus:
        return 0;
      case register.identification:
        return identification;
      case register.version:
        return version;
      default:
        return this.#registers[offset >>> 2] ?? 0;
    }
  }

  write(offset: number, value: number): void {
    if (offset >= register.data && offset <= register.lastData) {
      this.#transmit(value);
      return;
    }
    if (offset >>> 2 >= this.#registers.length) return;
    this.#registers[offset >>> 2] = value;
    if (offset === register.enable && (value & 1) === 0) this.#abandon();
    if (offset === register.dmaControl) this.#request();
  }

  reset(): void {
    this.#abandon();
    this.#clear();
  }

  save(): State {
    return {
      commands: this.#commands.save(),
      registers: this.#registers.slice(),
      receiveQueue: [...this.#receiveQueue],
      commandQueue: [...this.#commandQueue],
      override: this.#override,
      transferring: this.#transferring,
      nanosecondsLeft: saveAlarm(this.#idle, this.#clock),
    } satisfies SsiState;
  }

  restore(state: State): void {
    const { commands, registers, receiveQueue, commandQueue, override, transferring, nanosecondsLeft } =
      state as SsiState;
    this.#commands.restore(commands);
    this.#registers.set(registers);
    this.#receiveQueue = [...receiveQueue];
    this.#commandQueue = [...commandQueue];
    this.#override = override;
    this.#transferring = transferring;
    restoreAlarm(this.#idle, nanosecondsLeft);
  }

  #clear(): void {
    this.#registers.fill(0);
    this.#registers[register.spiControl >>> 2] = spiControlAfterReset;
  }

  get #status(): number {
    const received = this.#receiveQueue.length;
    return (
      status.transmitNotFull |
      (this.#transferring ? status.busy : 0) |
      (this.#commandQueue.length === 0 ? status.transmitEmpty : 0) |
      (received > 0 ? status.receiveNotEmpty : 0) |
      (received >= fifoDepth ? status.receiveFull : 0)
    );
  }

  get #mode(): number {
    return (this.#registers[register.control0 >>> 2]! >>> 8) & 3;
  }

  get #bytesPerFrame(): number {
    const bits = ((this.#registers[register.control0 >>> 2]! >>> 16) & 0x1f) + 1;
    return Math.ceil(bits / 8);
  }

  /** 1, 2 or 4 wires for data. */
  get #wires(): number {
    return 1 << ((this.#registers[register.control0 >>> 2]! >>> 21) & 3);
  }

  #receive(): number {
    const frame = this.#receiveQueue.shift() ?? 0;
    this.#request();
    return frame;
  }

  #transmit(frame: number): void {
    if ((this.#registers[register.enable >>> 2]! & 1) === 0 || this.#registers[register.slaves >>> 2] === 0)
      return;
    if (this.#wires > 1) {
      this.#queueCommand(frame);
      return;
    }
    this.#beginTransfer();
    const answer = this.#exchange(frame, this.#bytesPerFrame);
    if (this.#mode === transferMode.both) this.#push(answer);
  }

  /** With more than one wire, a command and its address are two frames of their own lengths (4.10.10). */
  #queueCommand(frame: number): void {
    const control = this.#registers[register.spiControl >>> 2]!;
    const commandBytes = [0, 1, 1, 2][(control >>> 8) & 3]!;
    const addressBytes = ((control >>> 2) & 0xf) >>> 1;
    const wanted = (commandBytes > 0 ? 1 : 0) + (addressBytes > 0 ? 1 : 0);
    this.#commandQueue.push(frame);
    if (this.#commandQueue.length < wanted) return;
    const frames = this.#commandQueue;
    this.#commandQueue = [];
    this.#beginTransfer();
    if (commandBytes > 0) this.#exchange(frames.shift() ?? 0, commandBytes);
    if (addressBytes > 0) this.#exchange(frames.shift() ?? 0, addressBytes);
    const addressOnAllWires = (control & 3) !== 0;
    const waitingBits = ((control >>> 11) & 0x1f) * (addressOnAllWires ? this.#wires : 1);
    this.#exchange(0, waitingBits >>> 3);
  }

  #exchange(frame: number, bytes: number): number {
    let answer = 0;
    for (let shift = (bytes - 1) * 8; shift >= 0; shift -= 8)
      answer = (answer << 8) | this.#commands.exchange((frame >>> shift) & 0xff);
    const divider = Math.max(2, this.#registers[register.divider >>> 2]! & 0xfffe);
    const left = saveAlarm(this.#idle, this.#clock) ?? 0;
    this.#idle.schedule(left + bytes * 8 * divider * this.#clock.nanosecondsPerCycle);
    return answer >>> 0;
  }

  #push(frame: number): void {
    if (this.#receiveQueue.length < fifoDepth) this.#receiveQueue.push(frame);
    this.#request();
  }

  #beginTransfer(): void {
    this.#transferring = true;
    this.#driveChipSelect();
  }

  /** Everything has been sent: a read that follows its command comes in now. */
  #finishTransfer(): void {
    if (this.#mode >= transferMode.receive) {
      const frames = (this.#registers[register.control1 >>> 2]! & 0xffff) + 1;
      for (let count = 0; count < frames && this.#receiveQueue.length < fifoDepth; count++) {
        let answer = 0;
        for (let byte = 0; byte < this.#bytesPerFrame; byte++)
          answer = (answer << 8) | this.#commands.exchange(0);
        this.#push(answer >>> 0);
      }
    }
    this.#transferring = false;
    this.#driveChipSelect();
  }

  #abandon(): void {
    this.#idle.cancel();
    this.#transferring = false;
    this.#receiveQueue = [];
    this.#commandQueue = [];
    this.#driveChipSelect();
    this.#request();
  }

  #driveChipSelect(): void {
    const low = {
      normal: this.#transferring,
      invert: !this.#transferring,
      low: true,
      high: false,
    }[this.#override];
    if (low) this.#commands.select();
    else this.#commands.deselect();
  }

  /** DREQ: always room to send, and something to fetch. */
  #request(): void {
    const control = this.#registers[register.dmaControl >>> 2]!;
    this.#requests.set(transferRequest.xipSsiReceive, (control & 1) !== 0 && this.#receiveQueue.length > 0);
    this.#requests.set(
      transferRequest.xipSsiTransmit,
      (control & 2) !== 0 && this.#receiveQueue.length < fifoDepth,
    );
  }
}
