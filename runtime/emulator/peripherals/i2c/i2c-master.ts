/** The controller's side of an I2C block: turns its commands into transfers (RP2040 datasheet, 4.3.4 and 4.3.10.2). */

import type { WordFifo } from '../word-fifo.ts';
import type { I2cLines, LineAction } from './i2c-lines.ts';
import { abortSource, command } from './i2c-registers.ts';

/**
 * - `held`: between two bytes of a transfer, holding the clock low until the next command comes.
 * - `deciding`: a byte was read; whether to acknowledge it depends on the next command.
 * - `turning`: stops only to start again in the other direction.
 */
type Stage =
  | 'idle'
  | 'starting'
  | 'address'
  | 'held'
  | 'writing'
  | 'reading'
  | 'deciding'
  | 'deciding done'
  | 'turning'
  | 'stopping';

interface I2cMasterParts {
  readonly lines: I2cLines;
  /** Commands as they were written to IC_DATA_CMD. */
  readonly commands: WordFifo;
  /** Whether a transfer may begin. */
  readonly mayBegin: () => boolean;
  /** Seven bits of address. */
  readonly address: () => number;
  /** Whether it may start again without a stop. */
  readonly mayRestart: () => boolean;
  readonly received: (byte: number) => void;
  /** A condition was on the bus. */
  readonly condition: (condition: 'start' | 'restart' | 'stop') => void;
  /** The transfer failed: a bit of IC_TX_ABRT_SOURCE. What waits in `commands` has to go. */
  readonly aborted: (source: number) => void;
  /** Something moved on that the registers show. */
  readonly changed: () => void;
}

/** Carries out commands, byte by byte. */
export class I2cMaster {
  readonly #parts: I2cMasterParts;
  #stage: Stage = 'idle';
  #reading = false;
  #command = 0;
  #shift = 0;
  #bits = 0;
  #abortWanted = false;

  constructor(parts: I2cMasterParts) {
    this.#parts = parts;
  }

  /** A transfer is under way. */
  get active(): boolean {
    return this.#stage !== 'idle';
  }

  /** A byte is on its way out, and was taken from the commands. */
  get sending(): boolean {
    return this.#stage === 'writing';
  }

  /** Goes on if it waited for a command, or for the permission to begin. */
  advance(): void {
    const { commands, lines, mayBegin, mayRestart } = this.#parts;
    const waits = this.#stage === 'held' || this.#stage === 'deciding';
    if (this.#abortWanted && (waits || this.#stage === 'idle')) return this.#abort(abortSource.user);
    if (this.#stage === 'idle') {
      if (commands.empty || !mayBegin()) return;
      this.#reading = (commands.first & command.read) !== 0;
      this.#stage = 'starting';
      lines.begin('start');
    } else if (this.#stage === 'held' && !commands.empty) {
      if (!this.#turns) return this.#perform();
      this.#stage = mayRestart() ? 'starting' : 'turning';
      this.#reading = (commands.first & command.read) !== 0;
      lines.begin(mayRestart() ? 'restart' : 'stop');
    } else if (this.#stage === 'deciding') {
      const last = (this.#command & command.stop) !== 0;
      if (!last && commands.empty) return;
      this.#stage = 'deciding done';
      lines.begin(last || this.#turns ? 'one' : 'zero');
    }
  }

  /** A program asks to end the transfer at the next byte. */
  abort(): void {
    this.#abortWanted = true;
    this.advance();
  }

  /** An action on the lines is over. */
  done(action: LineAction, data: boolean): void {
    const { condition, changed } = this.#parts;
    switch (action) {
      case 'start':
      case 'restart':
        condition(action);
        this.#stage = 'address';
        this.#send((this.#parts.address() << 1) | (this.#reading ? 1 : 0));
        break;
      case 'stop':
        condition('stop');
        this.#stage = 'idle';
        this.advance();
        break;
      default:
        if (this.#stage === 'deciding done') this.#completed();
        else if (this.#stage === 'reading') this.#take(data);
        else this.#sent(action === 'one', data);
    }
    changed();
  }

  /** Forgets everything; the lines are let go elsewhere. */
  reset(): void {
    this.#stage = 'idle';
    this.#abortWanted = false;
  }

  save(): unknown {
    return {
      stage: this.#stage,
      reading: this.#reading,
      command: this.#command,
      shift: this.#shift,
      bits: this.#bits,
      abortWanted: this.#abortWanted,
    };
  }

  restore(state: unknown): void {
    const saved = state as {
      stage: Stage;
      reading: boolean;
      command: number;
      shift: number;
      bits: number;
      abortWanted: boolean;
    };
    this.#stage = saved.stage;
    this.#reading = saved.reading;
    this.#command = saved.command;
    this.#shift = saved.shift;
    this.#bits = saved.bits;
    this.#abortWanted = saved.abortWanted;
  }

  /** The next command needs a start condition before it. */
  get #turns(): boolean {
    const { first } = this.#parts.commands;
    return (first & command.restart) !== 0 || this.#reading !== ((first & command.read) !== 0);
  }

  #perform(): void {
    this.#command = this.#parts.commands.shift();
    this.#bits = 0;
    this.#stage = this.#reading ? 'reading' : 'writing';
    if (this.#reading) this.#parts.lines.begin('one');
    else this.#send(this.#command & 0xff);
    this.#parts.changed();
  }

  #send(byte: number): void {
    this.#shift = byte;
    this.#bits = 0;
    this.#sendBit();
  }

  /** Sends a bit, or after eight of them lets data go for the answer. */
  #sendBit(): void {
    const one = this.#bits === 8 || ((this.#shift >>> (7 - this.#bits)) & 1) === 1;
    this.#parts.lines.begin(one ? 'one' : 'zero');
  }

  /** A bit of an address or of data is through. */
  #sent(one: boolean, data: boolean): void {
    if (this.#bits < 8) {
      if (one && !data) return this.#loseArbitration();
      this.#bits++;
      return this.#sendBit();
    }
    const acknowledged = !data;
    if (!acknowledged) return this.#abort(this.#refusal);
    if (this.#stage === 'writing') return this.#completed();
    this.#stage = 'held';
    if (!this.#parts.commands.empty && !this.#abortWanted) this.#perform();
    else this.advance();
  }

  get #refusal(): number {
    if (this.#stage === 'writing') return abortSource.noData;
    return this.#parts.address() === 0 ? abortSource.noGeneralCall : abortSource.noAddress;
  }

  #take(data: boolean): void {
    this.#shift = ((this.#shift << 1) | (data ? 1 : 0)) & 0xff;
    if (++this.#bits < 8) return this.#parts.lines.begin('one');
    this.#parts.received(this.#shift);
    this.#stage = 'deciding';
    this.advance();
  }

  /** The byte of a command is through, its answer too. */
  #completed(): void {
    if (this.#command & command.stop) {
      this.#stage = 'stopping';
      return this.#parts.lines.begin('stop');
    }
    this.#stage = 'held';
    this.advance();
  }

  #abort(source: number): void {
    const idle = this.#stage === 'idle';
    this.#abortWanted = false;
    this.#stage = idle ? 'idle' : 'stopping';
    this.#parts.aborted(source);
    if (!idle) this.#parts.lines.begin('stop');
    this.#parts.changed();
  }

  /** Another controller is on the bus: it goes on undisturbed. */
  #loseArbitration(): void {
    this.#stage = 'idle';
    this.#parts.lines.release();
    this.#parts.aborted(abortSource.arbitrationLost);
  }
}
