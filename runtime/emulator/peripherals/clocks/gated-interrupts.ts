/** Interrupts of parts whose clock stands still: they do not come before it runs again (RP2040 datasheet, 2.11.2). */

import { type InterruptLines, interruptLine as line } from '../../bus/interrupts.ts';
import type { Saved } from '../../saved.ts';

interface GatedPart {
  /** Bits of WAKE_EN or SLEEP_EN that all have to be set for its interrupts to come. */
  readonly enables: readonly [word0: number, word1: number];
  readonly lines: readonly number[];
}

/** The bits that stop a part's interrupts, from the list of SLEEP_EN0 and SLEEP_EN1 (2.15.7). */
const parts: readonly GatedPart[] = [
  { enables: [1 << 0, 0], lines: [line.clocks] },
  { enables: [(1 << 1) | (1 << 2), 0], lines: [line.adcFifo] },
  { enables: [1 << 5, 0], lines: [line.dmaLine0, line.dmaLine1] },
  { enables: [1 << 6, 0], lines: [line.i2c0] },
  { enables: [1 << 7, 0], lines: [line.i2c1] },
  { enables: [1 << 8, 0], lines: [line.ioBank0, line.ioQspi] },
  { enables: [1 << 12, 0], lines: [line.pio0Line0, line.pio0Line1] },
  { enables: [1 << 13, 0], lines: [line.pio1Line0, line.pio1Line1] },
  { enables: [1 << 17, 0], lines: [line.pwmWrap] },
  // The RTC wakes the chip with nothing but its own slow clock.
  { enables: [1 << 21, 0], lines: [line.rtc] },
  { enables: [1 << 23, 0], lines: [line.sioProc0, line.sioProc1] },
  { enables: [(1 << 24) | (1 << 25), 0], lines: [line.spi0] },
  { enables: [(1 << 26) | (1 << 27), 0], lines: [line.spi1] },
  { enables: [0, 1 << 5], lines: [line.timer0, line.timer1, line.timer2, line.timer3] },
  { enables: [0, (1 << 6) | (1 << 7)], lines: [line.uart0] },
  { enables: [0, (1 << 8) | (1 << 9)], lines: [line.uart1] },
  { enables: [0, (1 << 10) | (1 << 11)], lines: [line.usb] },
  { enables: [0, 1 << 13], lines: [line.xip] },
];

/** Stands between the peripherals and the cores. */
export class GatedInterrupts implements InterruptLines, Saved {
  readonly #lines: InterruptLines;
  /** What the peripherals say, for each core. */
  readonly #levels: [number, number] = [0, 0];
  #stopped = 0;

  constructor(lines: InterruptLines) {
    this.#lines = lines;
  }

  set(number: number, asserted: boolean, core?: 0 | 1): void {
    const bit = 1 << number;
    const [first, second] = this.#levels;
    if (core !== 1) this.#levels[0] = asserted ? first | bit : first & ~bit;
    if (core !== 0) this.#levels[1] = asserted ? second | bit : second & ~bit;
    // Peripherals say how it is after every access: mostly as it was.
    if (this.#levels[0] === first && this.#levels[1] === second) return;
    if ((this.#stopped & bit) === 0) this.#lines.set(number, asserted, core);
  }

  /** @param enables - the two words that say which clocks run. */
  gate(enables: readonly [number, number]): void {
    let stopped = 0;
    for (const { enables: needed, lines } of parts) {
      const runs = (needed[0] & ~enables[0]) === 0 && (needed[1] & ~enables[1]) === 0;
      if (!runs) for (const number of lines) stopped |= 1 << number;
    }
    const changed = stopped ^ this.#stopped;
    this.#stopped = stopped;
    if (changed === 0) return;
    for (let number = 0; number < 26; number++) {
      if (!(changed & (1 << number))) continue;
      for (const core of [0, 1] as const) {
        const asserted = (this.#levels[core] & ~stopped & (1 << number)) !== 0;
        this.#lines.set(number, asserted, core);
      }
    }
  }

  save(): unknown {
    return { levels: [...this.#levels], stopped: this.#stopped };
  }

  /** The cores restore what they knew of the lines. */
  restore(state: unknown): void {
    const saved = state as { levels: [number, number]; stopped: number };
    [this.#levels[0], this.#levels[1]] = saved.levels;
    this.#stopped = saved.stopped;
  }
}
