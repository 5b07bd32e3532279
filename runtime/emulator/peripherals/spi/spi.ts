/** SPI0 and SPI1: Arm PL022 (RP2040 datasheet, 4.4). */

import { type InterruptLines, interruptLine } from '../../bus/interrupts.ts';
import type { NotEmulated } from '../../bus/not-emulated.ts';
import type { Peripheral } from '../../bus/peripheral.ts';
import { transferRequest, type TransferRequests } from '../../bus/transfer-requests.ts';
import { restoreAlarm, saveAlarm } from '../../clock/alarm-state.ts';
import type { ClockRates } from '../../clock/clock-rates.ts';
import type { Alarm, Clock } from '../../clock/clock.ts';
import type { State } from '../../saved.ts';
import type { SharedFunction } from '../shared-function.ts';
import { WordFifo } from '../word-fifo.ts';
import { type SpiPinBank, SpiPins } from './spi-pins.ts';
import * as bits from './spi-registers.ts';
import { type SpiLines, SpiShifter } from './spi-shifter.ts';

const { register } = bits;
const fifoDepth = 8;
const halfFull = 4;
/** A receive FIFO that is not empty interrupts after so many bits of silence. */
const timeoutBits = 32;
const atRest: SpiLines = { clock: false, transmit: false, chipSelect: true };

interface SpiParts {
  readonly number: 0 | 1;
  readonly clock: Clock;
  readonly rates: ClockRates;
  readonly interrupts: InterruptLines;
  readonly requests: TransferRequests;
  readonly pins: SpiPinBank;
  /** The function `spi` of the pins, which both SPIs drive. */
  readonly shared: SharedFunction;
  readonly notEmulated: NotEmulated;
}

/** An SPI master in Motorola's formats. */
export class Spi implements Peripheral {
  readonly name: string;
  readonly #parts: SpiParts;
  readonly #pins: SpiPins;
  readonly #shifter: SpiShifter;
  readonly #timeout: Alarm;
  readonly #transmitFifo = new WordFifo(fifoDepth);
  readonly #receiveFifo = new WordFifo(fifoDepth);
  #control0 = 0;
  #control1 = 0;
  #prescale = 0;
  #mask = 0;
  #dma = 0;
  /** Overrun and time-out; the other two interrupts follow from the FIFOs. */
  #raised = 0;
  #lines = atRest;
  #sent = 0;

  constructor(parts: SpiParts) {
    const { number, clock, rates, pins, shared } = parts;
    this.name = `SPI${number}`;
    this.#parts = parts;
    this.#pins = new SpiPins({ number, pins, shared });
    this.#shifter = new SpiShifter({
      clock,
      drive: (lines) => {
        this.#lines = lines;
        this.#pins.drive(lines);
      },
      sample: () => this.#pins.receive,
      finished: (received) => this.#finished(received),
    });
    this.#timeout = clock.createAlarm(() => {
      this.#raised |= bits.interrupt.timeout;
      this.#signal();
    });
    rates.onChange(() => this.#next());
    this.#shifter.rest(0);
  }

  read(offset: number): number {
    if (offset !== register.data) return this.peek(offset);
    const word = this.#receiveFifo.shift();
    this.#awaitSilence();
    this.#signal();
    return word;
  }

  peek(offset: number): number {
    switch (offset) {
      case register.control0:
        return this.#control0;
      case register.control1:
        return this.#control1;
      case register.data:
        return this.#receiveFifo.first;
      case register.status:
        return this.#status();
      case register.prescale:
        return this.#prescale;
      case register.interruptMask:
        return this.#mask;
      case register.rawInterrupts:
        return this.#raw;
      case register.maskedInterrupts:
        return this.#raw & this.#mask;
      case register.dmaControl:
        return this.#dma;
      default:
        if (offset < bits.identificationOffset) return 0;
        return bits.identification[(offset - bits.identificationOffset) >>> 2] ?? 0;
    }
  }

  write(offset: number, value: number, written: number): void {
    switch (offset) {
      case register.control0:
        this.#control0 = value & 0xffff;
        if (value & 0x30) this.#parts.notEmulated.report('SPI formats of TI and Microwire');
        break;
      case register.control1:
        this.#control1 = value & 0xf;
        if (value & bits.control.slave) this.#parts.notEmulated.report('SPI slave mode');
        break;
      case register.data:
        this.#transmitFifo.push(written & 0xffff);
        break;
      case register.prescale:
        this.#prescale = value & 0xfe;
        break;
      case register.interruptMask:
        this.#mask = value & 0xf;
        break;
      case register.interruptClear:
        this.#raised &= ~written;
        break;
      case register.dmaControl:
        this.#dma = value & 3;
        break;
    }
    this.#next();
  }

  reset(): void {
    this.#control0 = this.#control1 = this.#prescale = this.#mask = this.#dma = this.#raised = 0;
    this.#transmitFifo.clear();
    this.#receiveFifo.clear();
    this.#timeout.cancel();
    this.#shifter.rest(0);
    this.#signal();
  }

  save(): State {
    return {
      registers: [this.#control0, this.#control1, this.#prescale, this.#mask, this.#dma, this.#raised],
      lines: { ...this.#lines },
      sent: this.#sent,
      fifos: [this.#transmitFifo.save(), this.#receiveFifo.save()],
      shifter: this.#shifter.save(),
      timeout: saveAlarm(this.#timeout, this.#parts.clock),
    };
  }

  restore(state: State): void {
    const saved = state as {
      registers: [number, number, number, number, number, number];
      lines: SpiLines;
      sent: number;
      fifos: [number[], number[]];
      shifter: unknown;
      timeout: number | null;
    };
    [this.#control0, this.#control1, this.#prescale, this.#mask, this.#dma, this.#raised] = saved.registers;
    this.#lines = { ...saved.lines };
    this.#sent = saved.sent;
    this.#transmitFifo.restore(saved.fifos[0]);
    this.#receiveFifo.restore(saved.fifos[1]);
    this.#shifter.restore(saved.shifter);
    restoreAlarm(this.#timeout, saved.timeout);
    this.#pins.restore(this.#lines);
    this.#signal();
  }

  get #enabled(): boolean {
    const master = (this.#control1 & bits.control.slave) === 0;
    return master && (this.#control1 & bits.control.enable) !== 0;
  }

  get #loopback(): boolean {
    return (this.#control1 & bits.control.loopback) !== 0;
  }

  /** Nanoseconds of a half clock: clk_peri divided by the even prescaler and by one more than SCR (4.4.3.4). */
  get #halfClock(): number {
    const { peripheral } = this.#parts.rates;
    if (this.#prescale < 2 || peripheral === 0) return Infinity;
    return (this.#prescale * (1 + (this.#control0 >>> 8)) * 1e9) / peripheral / 2;
  }

  get #raw(): number {
    return (
      this.#raised |
      (this.#receiveFifo.length >= halfFull ? bits.interrupt.receive : 0) |
      (this.#transmitFifo.length <= halfFull ? bits.interrupt.transmit : 0)
    );
  }

  #status(): number {
    return (
      (this.#transmitFifo.empty ? bits.status.transmitEmpty : 0) |
      (this.#transmitFifo.full ? 0 : bits.status.transmitNotFull) |
      (this.#receiveFifo.empty ? 0 : bits.status.receiveNotEmpty) |
      (this.#receiveFifo.full ? bits.status.receiveFull : 0) |
      (this.#shifter.active || (this.#enabled && !this.#transmitFifo.empty) ? bits.status.busy : 0)
    );
  }

  /** Begins the next word, if there is one, or rests. */
  #next(): void {
    if (!this.#shifter.active) {
      const halfClock = this.#halfClock;
      if (this.#enabled && !this.#transmitFifo.empty && halfClock < Infinity) {
        this.#sent = this.#transmitFifo.shift() & ((2 << (this.#control0 & 0xf)) - 1);
        this.#shifter.send(this.#sent, this.#control0, halfClock, this.#pins.watched);
      } else this.#shifter.rest(this.#control0);
    }
    this.#signal();
  }

  #finished(received: number): void {
    if (!this.#receiveFifo.push(this.#loopback ? this.#sent : received))
      this.#raised |= bits.interrupt.overrun;
    this.#awaitSilence();
    this.#next();
  }

  #awaitSilence(): void {
    if (this.#receiveFifo.empty) {
      this.#timeout.cancel();
      this.#raised &= ~bits.interrupt.timeout;
    } else if (this.#halfClock < Infinity) this.#timeout.schedule(2 * timeoutBits * this.#halfClock);
  }

  #signal(): void {
    const { number, interrupts, requests } = this.#parts;
    interrupts.set(number === 0 ? interruptLine.spi0 : interruptLine.spi1, (this.#raw & this.#mask) !== 0);
    const first = number === 0 ? transferRequest.spi0Transmit : transferRequest.spi1Transmit;
    requests.set(first, (this.#dma & bits.dma.transmit) !== 0 && !this.#transmitFifo.full);
    requests.set(first + 1, (this.#dma & bits.dma.receive) !== 0 && !this.#receiveFifo.empty);
  }
}
