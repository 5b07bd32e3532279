/** What is connected to the pins from outside: a person's hand, devices, in any number. */

import type { OutsideConnection } from './pin-signals.ts';

interface Party {
  levels: number;
  enables: number;
}

/** Adds up what all parties apply. Where two disagree on a pin, low wins, as on a bus with open drains. */
export class Outside {
  /** Levels where somebody drives, else 0. */
  levels = 0;
  /** Pins that anybody drives. */
  enables = 0;
  readonly #parties: Party[] = [];

  /** Connects one more party; `changed` is called around each change, with the work to do. */
  connect(change: (work: () => void) => void): OutsideConnection {
    const party: Party = { levels: 0, enables: 0 };
    this.#parties.push(party);
    return {
      drive: (levels, enables) => {
        if (party.levels === levels && party.enables === enables) return;
        change(() => {
          party.levels = levels;
          party.enables = enables;
          this.#combine();
        });
      },
    };
  }

  #combine(): void {
    let high = 0;
    let low = 0;
    for (const { levels, enables } of this.#parties) {
      high |= levels & enables;
      low |= ~levels & enables;
    }
    this.enables = high | low;
    this.levels = high & ~low;
  }

  save(): readonly Party[] {
    return this.#parties.map((party) => ({ ...party }));
  }

  /** What was connected since then lets go. */
  restore(parties: readonly Party[]): void {
    this.#parties.forEach((party, index) => {
      party.levels = parties[index]?.levels ?? 0;
      party.enables = parties[index]?.enables ?? 0;
    });
    this.#combine();
  }
}
