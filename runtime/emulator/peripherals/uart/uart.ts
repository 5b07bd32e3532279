/** UART0 and UART1: Arm PL011 (RP2040 datasheet, 4.2). */

import { type InterruptLines, interruptLine } from '../../bus/interrupts.ts';
import type { NotEmulated } from '../../bus/not-emulated.ts';
import type { Peripheral } from '../../bus/peripheral.ts';
import { transferRequest, type TransferRequests } from '../../bus/transfer-requests.ts';
import type { ClockRates } from '../../clock/clock-rates.ts';
import type { Clock } from '../../clock/clock.ts';
import type { Pins } from '../../pins/pins.ts';
import type { State } from '../../saved.ts';
import type { SharedFunction } from '../shared-function.ts';
import { WordFifo } from '../word-fifo.ts';
import { ReceivedCharacters } from './received-characters.ts';
import { Receiver } from './receiver.ts';
import { Transmitter } from './transmitter.ts';
import { UartPins } from './uart-pins.ts';
import * as bits from './uart-registers.ts';
import { UartSettings } from './uart-settings.ts';

const { register } = bits;
interface UartParts {
  readonly number: 0 | 1;
  readonly clock: Clock;
  readonly rates: ClockRates;
  readonly interrupts: InterruptLines;
  readonly requests: TransferRequests;
  readonly pins: Pick<Pins, 'inputs' | 'selected' | 'onInputChange' | 'watched' | 'onWatchedChange' | 'lag'>;
  /** The function `uart` of the pins, which both UARTs drive. */
  readonly shared: SharedFunction;
  readonly notEmulated: NotEmulated;
}

/** A UART. Its lines are those of the pins, level by level; only IrDA is missing. */
export class Uart implements Peripheral {
  readonly name: string;
  readonly #parts: UartParts;
  readonly #pins: UartPins;
  readonly #transmitter: Transmitter;
  readonly #receiver: Receiver;
  readonly #received: ReceivedCharacters;
  readonly #transmitFifo = new WordFifo(1);
  readonly #settings = new UartSettings();
  #raw = 0;
  #clearToSend = true;
  #nanosecondsPerBit = Infinity;

  constructor(parts: UartParts) {
    const { number, clock, rates, pins, shared } = parts;
    this.name = `UART${number}`;
    this.#parts = parts;
    this.#transmitter = new Transmitter({
      clock,
      line: () => this.#showLine(),
      finished: () => this.#next(),
    });
    this.#received = new ReceivedCharacters({
      clock,
      settings: this.#settings,
      nanosecondsPerBit: () => this.#nanosecondsPerBit,
      raise: (interrupts) => this.#raise(interrupts),
      withdraw: (interrupts) => (this.#raw &= ~interrupts),
    });
    this.#receiver = new Receiver({
      clock,
      received: (character) => {
        this.#received.add(character);
        this.#settle();
      },
    });
    this.#pins = new UartPins({
      number,
      pins,
      shared,
      changed: () => this.#pinsChanged(),
      settle: () => this.#showLine(),
    });
    rates.onChange(() => this.#setPace());
    this.#settle();
  }

  read(offset: number): number {
    if (offset !== register.data) return this.peek(offset);
    const character = this.#received.take();
    this.#settle();
    return character;
  }

  peek(offset: number): number {
    switch (offset) {
      case register.data:
        return this.#received.first;
      case register.receiveStatus:
        return this.#received.errors;
      case register.flags:
        return this.#flags();
      case register.rawInterrupts:
        return this.#raw;
      case register.maskedInterrupts:
        return this.#raw & this.#settings.interruptMask;
      default:
        if (offset >= bits.identificationOffset)
          return bits.identification[(offset - bits.identificationOffset) >>> 2] ?? 0;
        return this.#settings.get(offset) ?? 0;
    }
  }

  write(offset: number, value: number, written: number): void {
    switch (offset) {
      case register.data:
        this.#put(written & 0xff);
        break;
      case register.receiveStatus:
        this.#received.errors = 0;
        break;
      case register.interruptClear:
        this.#clear(written);
        break;
      default:
        this.#set(offset, value);
    }
    this.#settle();
  }

  reset(): void {
    this.#transmitter.stop();
    this.#receiver.stop();
    this.#received.reset();
    this.#transmitFifo.clear();
    this.#raw = 0;
    this.#settings.reset();
    this.#setPace();
    this.#settle();
  }

  save(): State {
    return {
      settings: this.#settings.save(),
      raw: this.#raw,
      clearToSend: this.#clearToSend,
      nanosecondsPerBit: this.#nanosecondsPerBit,
      received: this.#received.save(),
      waiting: this.#transmitFifo.save(),
      transmitter: this.#transmitter.save(),
      receiver: this.#receiver.save(),
    };
  }

  restore(state: State): void {
    const saved = state as SavedUart;
    this.#settings.restore(saved.settings);
    this.#raw = saved.raw;
    this.#clearToSend = saved.clearToSend;
    this.#nanosecondsPerBit = saved.nanosecondsPerBit;
    this.#setDepth();
    this.#received.restore(saved.received);
    this.#transmitFifo.restore(saved.waiting);
    this.#transmitter.restore(saved.transmitter);
    this.#receiver.restore(saved.receiver, this.#settings.format);
    this.#pins.restore(this.#line, this.#requestToSend);
    this.#pins.lagging = this.#transmitter.active && !this.#wantsEdges;
    this.#signal();
  }

  #set(offset: number, value: number): void {
    this.#settings.set(offset, value);
    if (offset === register.control && value & bits.control.irda)
      this.#parts.notEmulated.report('UART infrared mode (IrDA)');
    if (offset === register.lineControl) this.#setPace();
  }

  #setPace(): void {
    const pace = this.#settings.nanosecondsPerBit(this.#parts.rates.peripheral);
    this.#nanosecondsPerBit = pace;
    this.#setDepth();
    this.#next();
  }

  /** FIFOs that are switched on or off lose what was in them. */
  #setDepth(): void {
    const { fifoDepth } = this.#settings;
    if (this.#transmitFifo.capacity !== fifoDepth) this.#transmitFifo.clear();
    this.#transmitFifo.capacity = this.#received.depth = fifoDepth;
  }

  /** Level of the transmit line, a break included. */
  get #line(): boolean {
    if (this.#transmitter.active) return this.#transmitter.level;
    return !this.#settings.sendsBreak;
  }

  /** Level of nUARTRTS: low when the other side may send. */
  get #requestToSend(): boolean {
    const { ownsRequestToSend, requestToSend } = this.#settings;
    return ownsRequestToSend ? this.#received.enough : requestToSend;
  }

  #flags(): number {
    return (
      (this.#clearToSend ? 0 : bits.flag.clearToSend) |
      (this.#transmitter.active || !this.#transmitFifo.empty ? bits.flag.busy : 0) |
      (this.#received.empty ? bits.flag.receiveEmpty : 0) |
      (this.#transmitFifo.full ? bits.flag.transmitFull : 0) |
      (this.#received.full ? bits.flag.receiveFull : 0) |
      (this.#transmitFifo.empty ? bits.flag.transmitEmpty : 0)
    );
  }

  #put(character: number): void {
    this.#transmitFifo.push(character);
    if (this.#transmitFifo.length > this.#settings.transmitLevel) this.#raw &= ~bits.interrupt.transmit;
  }

  /** Begins the next frame, if there is one and nothing holds it back. */
  #next(): void {
    const { obeysClearToSend, loopback, transmits, sendsBreak, format } = this.#settings;
    const held = obeysClearToSend && (loopback ? this.#requestToSend : this.#clearToSend);
    const ready = transmits && !sendsBreak && !held && this.#nanosecondsPerBit < Infinity;
    if (ready && !this.#transmitter.active && !this.#transmitFifo.empty) {
      const character = this.#transmitFifo.shift();
      // The interrupt comes when the FIFO passes its level, not while it is below (4.2.6.4).
      if (this.#transmitFifo.length === this.#settings.transmitLevel) this.#raw |= bits.interrupt.transmit;
      this.#transmitter.send(character, format, this.#nanosecondsPerBit);
    }
    this.#showLine();
    this.#signal();
  }

  #clear(cleared: number): void {
    this.#raw &= ~cleared;
    if (cleared & bits.interrupt.receiveTimeout) this.#received.awaitSilence();
  }

  #raise(interrupts: number): void {
    this.#raw |= interrupts;
    this.#signal();
  }

  #pinsChanged(): void {
    if (!this.#settings.loopback) this.#setClearToSend(this.#pins.clearToSend);
    this.#next();
    if (!this.#settings.loopback) this.#hear(this.#pins.receive);
  }

  #setClearToSend(level: boolean): void {
    if (level === this.#clearToSend) return;
    this.#clearToSend = level;
    this.#raise(bits.interrupt.clearToSend);
  }

  /** The receive line has this level. */
  #hear(level: boolean): void {
    const { receives, format } = this.#settings;
    this.#receiver.line(level, receives ? format : null, this.#nanosecondsPerBit);
  }

  get #wantsEdges(): boolean {
    return this.#settings.loopback || this.#pins.transmitWatched;
  }

  /** Puts the present level on the transmit line, and sees to it that later ones get there when needed. */
  #showLine(): void {
    this.#transmitter.wantsEdges = this.#wantsEdges;
    this.#pins.lagging = this.#transmitter.active && !this.#wantsEdges;
    const level = this.#line;
    this.#pins.output(this.#settings.loopback || level, this.#requestToSend);
    if (!this.#settings.loopback) return;
    this.#setClearToSend(this.#requestToSend);
    this.#hear(level);
  }

  /** After any change of a register or FIFO. */
  #settle(): void {
    if (!this.#settings.loopback) {
      this.#setClearToSend(this.#pins.clearToSend);
      this.#hear(this.#pins.receive);
    }
    this.#next();
  }

  #signal(): void {
    const { number, interrupts, requests } = this.#parts;
    const line = number === 0 ? interruptLine.uart0 : interruptLine.uart1;
    const { dma, on, interruptMask } = this.#settings;
    interrupts.set(line, (this.#raw & interruptMask) !== 0);
    const first = number === 0 ? transferRequest.uart0Transmit : transferRequest.uart1Transmit;
    requests.set(first, on && (dma & bits.dma.transmit) !== 0 && !this.#transmitFifo.full);
    requests.set(first + 1, on && (dma & bits.dma.receive) !== 0 && !this.#received.empty);
  }
}

interface SavedUart {
  readonly settings: unknown;
  readonly raw: number;
  readonly clearToSend: boolean;
  readonly nanosecondsPerBit: number;
  readonly received: unknown;
  readonly waiting: number[];
  readonly transmitter: unknown;
  readonly receiver: unknown;
}
