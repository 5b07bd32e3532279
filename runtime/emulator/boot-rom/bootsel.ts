/**
 * BOOTSEL: the drive of the boot ROM, as far as writing to it goes (RP2040 datasheet, 2.8.4). Blocks are stored in
 * the time that the flash takes for them; after the last one the watchdog restarts the chip, into the new firmware or
 * into a program that is in RAM only.
 */

import { blockLength, readUf2Block, type Uf2Block } from '../../uf2/uf2-block.ts';
import { uf2Family } from '../../uf2/uf2-families.ts';
import { restoreAlarm, saveAlarm } from '../clock/alarm-state.ts';
import type { Alarm, Clock } from '../clock/clock.ts';
import type { CoreBus, CoreMemory } from '../core/core.ts';
import type { FlashChip } from '../flash/flash-chip.ts';
import type { Saved, State } from '../saved.ts';
import { sramEnd } from './addresses.ts';
import type { BootselRequest } from './boot-sequence.ts';
import { MemoryAccess } from './memory-access.ts';
import { type BlockTask, Uf2Transfer } from './uf2-transfer.ts';
import { rebootByWatchdog } from './watchdog-reboot.ts';

/**
 * What came of bytes that were written: the ROM waits for `more`, has the whole file and restarts (`done`), or will
 * never take this file.
 */
export type BootselAnswer = 'more' | 'done' | 'refused';

/** What BOOTSEL needs around it. */
export interface BootselParts {
  readonly memory: CoreMemory;
  readonly bus: CoreBus;
  readonly clock: Clock;
  readonly flash: FlashChip;
}

interface BootselState {
  readonly request: BootselRequest | null;
  readonly transfer: State;
  readonly tasks: readonly BlockTask[];
  readonly piece: Uint8Array;
  readonly foreign: number;
  readonly restarting: boolean;
  readonly nanosecondsLeft: number | null;
}

const payloadLength = 256;
const sectorErase = 0x20;
const noDrive = 1;
/** Between the last block and the restart. The counter goes at twice the pace that the ROM thinks: half of it. */
const millisecondsToRestart = 1000;

/** The drive. It is there from `offer` until `withdraw`. */
export class Bootsel implements Saved {
  readonly #memory: MemoryAccess;
  readonly #flash: FlashChip;
  readonly #clock: Clock;
  readonly #flashReady: Alarm;
  readonly #transfer = new Uf2Transfer();
  #request: BootselRequest | null = null;
  /** Blocks that wait for the flash; the first is being stored. */
  #tasks: BlockTask[] = [];
  readonly #waiting: { answered: (answer: BootselAnswer) => void; answer: BootselAnswer }[] = [];
  /** What came of a stream that is not a whole block yet. */
  #piece = new Uint8Array(0);
  /** Blocks that were for other chips, while none was for this one. */
  #foreign = 0;
  #restarting = false;

  constructor({ memory, bus, clock, flash }: BootselParts) {
    this.#memory = new MemoryAccess(memory, bus);
    this.#flash = flash;
    this.#clock = clock;
    this.#flashReady = clock.createAlarm(() => {
      this.#work();
    });
  }

  /** What the ROM was asked for while it offers its drive, else `null`. */
  get offered(): BootselRequest | null {
    return this.#request;
  }

  /** The boot ROM has got here. */
  offer(request: BootselRequest): void {
    this.withdraw();
    this.#request = request;
  }

  /** The chip is reset, or loses its power: what waits is not answered with anything but `refused`. */
  withdraw(): void {
    this.#request = null;
    this.#tasks = [];
    this.#piece = new Uint8Array(0);
    this.#foreign = 0;
    this.#flashReady.cancel();
    this.#transfer.restore(new Uf2Transfer().save());
    const answer = this.#restarting ? 'done' : 'refused';
    this.#restarting = false;
    for (const { answered } of this.#waiting.splice(0)) answered(answer);
  }

  /** Bytes of a file that follow those of the last call, in any pieces. `answered` is called when they are stored. */
  write(bytes: Uint8Array, answered: (answer: BootselAnswer) => void): void {
    const joined = new Uint8Array(this.#piece.length + bytes.length);
    joined.set(this.#piece);
    joined.set(bytes, this.#piece.length);
    let answer: BootselAnswer = 'more';
    let start = 0;
    for (; start + blockLength <= joined.length; start += blockLength) {
      const taken = this.#take(joined.subarray(start, start + blockLength));
      if (taken === 'refused') answer = taken;
    }
    this.#piece = joined.slice(start);
    this.#answerLater(answer, answered);
  }

  save(): State {
    return {
      request: this.#request,
      transfer: this.#transfer.save(),
      tasks: structuredClone(this.#tasks),
      piece: this.#piece.slice(),
      foreign: this.#foreign,
      restarting: this.#restarting,
      nanosecondsLeft: saveAlarm(this.#flashReady, this.#clock),
    } satisfies BootselState;
  }

  /** Whoever waited for an answer of the state before is told `refused`. */
  restore(state: State): void {
    const { request, transfer, tasks, piece, foreign, restarting, nanosecondsLeft } = state as BootselState;
    this.withdraw();
    this.#request = request;
    this.#transfer.restore(transfer as ReturnType<Uf2Transfer['save']>);
    this.#tasks = structuredClone(tasks) as BlockTask[];
    this.#piece = piece.slice();
    this.#foreign = foreign;
    this.#restarting = restarting;
    restoreAlarm(this.#flashReady, nanosecondsLeft);
  }

  #take(bytes: Uint8Array): BootselAnswer {
    if (this.#request === null || (this.#request.disabledInterfaces & noDrive) !== 0) return 'refused';
    const block = readUf2Block(bytes);
    if (block === null || !block.forMainMemory || this.#restarting) return 'more';
    if (block.family !== uf2Family.rp2040 || block.payload.length !== payloadLength)
      return this.#ignore(block);
    const task = this.#transfer.take(block);
    if (task === 'nonsense') return 'refused';
    if (task === 'repeated') return 'more';
    this.#foreign = 0;
    this.#tasks.push(task);
    if (this.#tasks.length === 1) this.#work();
    return 'more';
  }

  /**
   * The ROM leaves blocks for other chips alone, for a file may hold some for several. One that holds nothing else
   * will never be taken.
   */
  #ignore(block: Uf2Block): BootselAnswer {
    if (this.#transfer.begun) return 'more';
    this.#foreign++;
    return this.#foreign >= block.count ? 'refused' : 'more';
  }

  /** Answers are given in order, each when everything before it is stored. */
  #answerLater(answer: BootselAnswer, answered: (answer: BootselAnswer) => void): void {
    this.#waiting.push({ answer, answered });
    if (this.#tasks.length === 0) this.#answer();
  }

  #answer(): void {
    for (const { answer, answered } of this.#waiting.splice(0)) answered(this.#restarting ? 'done' : answer);
  }

  /** Goes on with the first task as soon as the flash can. */
  #work(): void {
    for (;;) {
      if (this.#flash.busy) {
        this.#flashReady.schedule(this.#flash.nanosecondsLeft);
        return;
      }
      const task = this.#tasks[0];
      if (task === undefined) break;
      if (task.step === 'stored') this.#tasks.shift();
      else this.#tasks[0] = this.#doNext(task);
    }
    if (this.#transfer.complete) this.#restart();
    this.#answer();
  }

  #doNext(task: BlockTask): BlockTask {
    if (task.step === 'erase') {
      this.#flash.erase(task.address, sectorErase);
      return { ...task, step: 'write' };
    }
    if (task.ram) this.#memory.write(task.address, task.data);
    else this.#flash.program(task.address, task.data);
    return { ...task, step: 'stored' };
  }

  #restart(): void {
    if (this.#restarting) return;
    this.#restarting = true;
    const { entry } = this.#transfer;
    rebootByWatchdog(
      this.#memory.bus,
      entry === null ? null : { entry, stack: sramEnd },
      millisecondsToRestart,
    );
  }
}
