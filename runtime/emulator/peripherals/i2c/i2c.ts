/** I2C0 and I2C1: DW_apb_i2c (RP2040 datasheet, 4.3). */

import { type InterruptLines, interruptLine } from '../../bus/interrupts.ts';
import type { NotEmulated } from '../../bus/not-emulated.ts';
import type { Peripheral } from '../../bus/peripheral.ts';
import { transferRequest, type TransferRequests } from '../../bus/transfer-requests.ts';
import type { ClockRates } from '../../clock/clock-rates.ts';
import type { Clock } from '../../clock/clock.ts';
import type { State } from '../../saved.ts';
import type { SharedFunction } from '../shared-function.ts';
import { WordFifo } from '../word-fifo.ts';
import { I2cLines } from './i2c-lines.ts';
import { I2cMaster } from './i2c-master.ts';
import { type I2cPinBank, I2cPins } from './i2c-pins.ts';
import * as bits from './i2c-registers.ts';
import { I2cSettings } from './i2c-settings.ts';
import { I2cSlave } from './i2c-slave.ts';

const { register, interrupt } = bits;
const fifoDepth = 16;
/** Interrupts that are not remembered, but follow from the FIFOs. */
const levelInterrupts = interrupt.receiveFull | interrupt.transmitEmpty;

interface I2cParts {
  readonly number: 0 | 1;
  readonly clock: Clock;
  readonly rates: ClockRates;
  readonly interrupts: InterruptLines;
  readonly requests: TransferRequests;
  readonly pins: I2cPinBank;
  /** The function `i2c` of the pins, which both I2Cs drive. */
  readonly shared: SharedFunction;
  readonly notEmulated: NotEmulated;
}

/** An I2C controller or target with addresses of seven bits. Everything it does happens on its pins. */
export class I2c implements Peripheral {
  readonly name: string;
  readonly #parts: I2cParts;
  readonly #pins: I2cPins;
  readonly #lines: I2cLines;
  readonly #master: I2cMaster;
  readonly #slave: I2cSlave;
  readonly #commands = new WordFifo(fifoDepth);
  readonly #received = new WordFifo(fifoDepth);
  readonly #settings = new I2cSettings();
  #enable = 0;
  #raised = 0;
  #abortSource = 0;
  #slavePulls = { data: false, clock: false };

  constructor(parts: I2cParts) {
    const { number, clock, pins, shared } = parts;
    this.name = `I2C${number}`;
    this.#parts = parts;
    this.#pins = new I2cPins({ number, pins, shared, changed: () => this.#linesChanged() });
    this.#lines = new I2cLines({
      clock,
      levels: () => this.#pins.levels,
      pull: () => this.#pull(),
      lasting: (level) => (this.#settings.cycles(level) * 1e9) / parts.rates.system,
      done: (action, data) => this.#master.done(action, data),
    });
    this.#master = new I2cMaster({
      lines: this.#lines,
      commands: this.#commands,
      mayBegin: () => this.#on && (this.#enable & bits.enable.block) === 0,
      address: () => this.#settings.target,
      mayRestart: () => this.#settings.mayRestart,
      received: (byte) => this.#take(byte),
      condition: (condition) =>
        this.#raise(interrupt[condition] | (condition === 'restart' ? interrupt.start : 0)),
      aborted: (source) => this.#abort(source),
      changed: () => this.#signal(),
    });
    this.#slave = new I2cSlave({
      settings: this.#settings,
      incoming: this.#received,
      outgoing: this.#commands,
      raise: (interrupts) => this.#raise(interrupts),
      flushed: () => this.#abort(bits.abortSource.slaveFlushed),
      pull: (data, clock) => {
        this.#slavePulls = { data, clock };
        this.#pull();
      },
    });
  }

  read(offset: number): number {
    const cleared = bits.clearing[offset];
    if (offset === register.data) return this.#takeReceived();
    if (cleared === undefined && offset !== register.clearAll) return this.peek(offset);
    return this.#clear(offset, cleared ?? ~levelInterrupts);
  }

  peek(offset: number): number {
    switch (offset) {
      case register.data:
        return this.#received.first;
      case register.interruptStatus:
        return this.#raw & this.#settings.get(register.interruptMask);
      case register.rawInterrupts:
        return this.#raw;
      case register.enable:
        return this.#enable;
      case register.status:
        return this.#status();
      case register.transmitCount:
        return this.#commands.length;
      case register.receiveCount:
        return this.#received.length;
      case register.abortSource:
        return this.#abortSource >>> 0;
      case register.enableStatus:
        return this.#on ? 1 : 0;
      default:
        return this.#settings.has(offset) ? this.#settings.get(offset) : (bits.identification[offset] ?? 0);
    }
  }

  write(offset: number, value: number, written: number): void {
    this.#settings.set(offset, value);
    if (offset === register.data) this.#put(written);
    else if (offset === register.enable) this.#setEnable(value);
    else if (this.#settings.unusualAddress) this.#parts.notEmulated.report('I2C addresses of ten bits');
    this.#advance();
  }

  reset(): void {
    this.#enable = this.#raised = this.#abortSource = 0;
    this.#commands.clear();
    this.#received.clear();
    this.#master.reset();
    this.#slave.release();
    this.#lines.release();
    this.#settings.reset();
    this.#signal();
  }

  save(): State {
    return {
      settings: this.#settings.save(),
      enable: this.#enable,
      raised: this.#raised,
      abortSource: this.#abortSource,
      fifos: [this.#commands.save(), this.#received.save()],
      lines: this.#lines.save(),
      master: this.#master.save(),
      slave: this.#slave.save(),
      slavePulls: { ...this.#slavePulls },
    };
  }

  restore(state: State): void {
    const saved = state as {
      settings: unknown;
      enable: number;
      raised: number;
      abortSource: number;
      fifos: [number[], number[]];
      lines: unknown;
      master: unknown;
      slave: unknown;
      slavePulls: { data: boolean; clock: boolean };
    };
    this.#settings.restore(saved.settings);
    this.#enable = saved.enable;
    this.#raised = saved.raised;
    this.#abortSource = saved.abortSource;
    this.#commands.restore(saved.fifos[0]);
    this.#received.restore(saved.fifos[1]);
    this.#lines.restore(saved.lines);
    this.#master.restore(saved.master);
    this.#slave.restore(saved.slave);
    this.#slavePulls = { ...saved.slavePulls };
    const { data, clock } = this.#pulls;
    this.#pins.restore(data, clock);
    this.#signal();
  }

  get #on(): boolean {
    return (this.#enable & bits.enable.on) !== 0;
  }

  get #pulls(): { data: boolean; clock: boolean } {
    const master = this.#lines.pulls;
    return { data: master.data || this.#slavePulls.data, clock: master.clock || this.#slavePulls.clock };
  }

  get #raw(): number {
    const sent = !this.#master.sending || !this.#settings.emptyWhenSent;
    const empty = this.#on && sent && this.#commands.length <= this.#settings.get(register.transmitLevel);
    const full = this.#received.length > this.#settings.get(register.receiveLevel);
    return this.#raised | (empty ? interrupt.transmitEmpty : 0) | (full ? interrupt.receiveFull : 0);
  }

  #status(): number {
    const [master, slave] = [this.#master.active, this.#slave.active];
    return (
      (master || slave ? bits.status.activity : 0) |
      (this.#commands.full ? 0 : bits.status.transmitNotFull) |
      (this.#commands.empty ? bits.status.transmitEmpty : 0) |
      (this.#received.empty ? 0 : bits.status.receiveNotEmpty) |
      (this.#received.full ? bits.status.receiveFull : 0) |
      (master ? bits.status.masterActivity : 0) |
      (slave ? bits.status.slaveActivity : 0)
    );
  }

  #linesChanged(): void {
    if (this.#on && this.#settings.isSlave && this.#pins.connected) {
      const { clock, data } = this.#pins.levels;
      this.#slave.lines(clock, data);
    }
    this.#lines.changed();
  }

  #pull(): void {
    const { data, clock } = this.#pulls;
    this.#pins.pull(data, clock);
  }

  #put(written: number): void {
    // After an abort, commands are thrown away until the program has taken note (4.3.17, IC_TX_ABRT_SOURCE).
    if (!this.#on || this.#raised & interrupt.abort) return;
    if (!this.#commands.push(written & 0x7ff)) this.#raise(interrupt.transmitOverflow);
  }

  /** Reading tells whether there was something to clear: programs of older SDKs find aborts so. */
  #clear(offset: number, interrupts: number): number {
    const found = (this.#raised & interrupts) !== 0;
    this.#raised &= ~interrupts;
    if (offset === register.clearAll || offset === register.clearAbort) this.#abortSource = 0;
    this.#advance();
    return found ? 1 : 0;
  }

  #take(byte: number): void {
    if (!this.#received.push(byte)) this.#raise(interrupt.receiveOverflow);
  }

  #takeReceived(): number {
    if (this.#received.empty) this.#raise(interrupt.receiveUnderflow);
    const word = this.#received.shift();
    this.#advance();
    return word;
  }

  /** Switched off, a transfer between two bytes keeps the bus until it goes on; the FIFOs are emptied. */
  #setEnable(value: number): void {
    this.#enable = value & (bits.enable.on | bits.enable.block);
    if (!this.#on) {
      this.#commands.clear();
      this.#received.clear();
      this.#slave.release();
    } else if (value & bits.enable.abort) this.#master.abort();
  }

  #abort(source: number): void {
    this.#abortSource |= source | (this.#commands.length << bits.abortSource.flushedShift);
    this.#commands.clear();
    if (source !== bits.abortSource.slaveFlushed) this.#received.clear();
    this.#raise(interrupt.abort);
  }

  #raise(interrupts: number): void {
    this.#raised |= (interrupts & ~levelInterrupts) | interrupt.activity;
    this.#signal();
  }

  /** After any change of a register or FIFO. */
  #advance(): void {
    this.#lines.changed();
    if (this.#settings.isMaster) this.#master.advance();
    else if (this.#on && this.#settings.isSlave) this.#slave.resume();
    this.#signal();
  }

  #signal(): void {
    const { number, interrupts, requests } = this.#parts;
    const asserted = (this.#raw & this.#settings.get(register.interruptMask)) !== 0;
    interrupts.set(number === 0 ? interruptLine.i2c0 : interruptLine.i2c1, asserted);
    const wanted = this.#settings.get(register.dmaControl);
    const takes = this.#on && this.#commands.length <= this.#settings.get(register.dmaTransmitLevel);
    const gives = this.#received.length > this.#settings.get(register.dmaReceiveLevel);
    const first = number === 0 ? transferRequest.i2c0Transmit : transferRequest.i2c1Transmit;
    requests.set(first, (wanted & bits.dma.transmit) !== 0 && takes);
    requests.set(first + 1, (wanted & bits.dma.receive) !== 0 && gives);
  }
}
