/** Characters that a UART received and nobody has read yet (RP2040 datasheet, 4.2.2.6 and 4.2.6). */

import { restoreAlarm, saveAlarm } from '../../clock/alarm-state.ts';
import type { Alarm, Clock } from '../../clock/clock.ts';
import { WordFifo } from '../word-fifo.ts';
import { frameError } from './frame-format.ts';
import { interrupt } from './uart-registers.ts';
import type { UartSettings } from './uart-settings.ts';

/** Something that waits interrupts after so many bits of silence. */
const timeoutBits = 32;
const allErrors = frameError.framing | frameError.parity | frameError.breakCondition | frameError.overrun;

interface ReceivedCharactersParts {
  readonly clock: Clock;
  readonly settings: UartSettings;
  readonly nanosecondsPerBit: () => number;
  /** Raw interrupts that begin, or end. */
  readonly raise: (interrupts: number) => void;
  readonly withdraw: (interrupts: number) => void;
}

/** The receive FIFO with the interrupts that come of it. */
export class ReceivedCharacters {
  readonly #parts: ReceivedCharactersParts;
  readonly #fifo = new WordFifo(1);
  readonly #silence: Alarm;
  /** UARTRSR: errors of the character that was read last. */
  errors = 0;
  /** A character came when there was no room: the next one says so. */
  #lost = false;

  constructor(parts: ReceivedCharactersParts) {
    this.#parts = parts;
    this.#silence = parts.clock.createAlarm(() => parts.raise(interrupt.receiveTimeout));
  }

  get empty(): boolean {
    return this.#fifo.empty;
  }

  get full(): boolean {
    return this.#fifo.full;
  }

  /** As many wait as the program wants at once. */
  get enough(): boolean {
    return this.#fifo.length >= this.#parts.settings.receiveLevel;
  }

  /** The next character, with its errors as in UARTDR. */
  get first(): number {
    return this.#fifo.first;
  }

  set depth(depth: number) {
    if (this.#fifo.capacity !== depth) this.#fifo.clear();
    this.#fifo.capacity = depth;
  }

  add(character: number): void {
    this.#lost = !this.#fifo.push(character | (this.#lost ? frameError.overrun : 0));
    const errors = (character & allErrors) >>> 8;
    this.#parts.raise(
      (errors << interrupt.errors) |
        (this.#lost ? interrupt.overrun : 0) |
        (this.enough ? interrupt.receive : 0),
    );
    this.awaitSilence();
  }

  take(): number {
    const character = this.#fifo.shift();
    this.errors = (character & allErrors) >>> 8;
    this.#parts.withdraw(
      (this.enough ? 0 : interrupt.receive) | (this.#fifo.empty ? interrupt.receiveTimeout : 0),
    );
    this.awaitSilence();
    return character;
  }

  /** Starts to count the bits of silence. */
  awaitSilence(): void {
    const bit = this.#parts.nanosecondsPerBit();
    if (this.#fifo.empty || bit === Infinity) this.#silence.cancel();
    else this.#silence.schedule(timeoutBits * bit);
  }

  reset(): void {
    this.#fifo.clear();
    this.#silence.cancel();
    this.errors = 0;
    this.#lost = false;
  }

  save(): unknown {
    return {
      words: this.#fifo.save(),
      errors: this.errors,
      lost: this.#lost,
      silence: saveAlarm(this.#silence, this.#parts.clock),
    };
  }

  restore(state: unknown): void {
    const saved = state as { words: number[]; errors: number; lost: boolean; silence: number | null };
    this.#fifo.restore(saved.words);
    this.errors = saved.errors;
    this.#lost = saved.lost;
    restoreAlarm(this.#silence, saved.silence);
  }
}
