/** An emulated chip whose boot ROM offers its drive. */

import { Bootsel, type BootselAnswer } from '../../runtime/emulator/boot-rom/bootsel.ts';
import { Rp2040 } from '../../runtime/emulator/chip/rp2040.ts';
import { RememberedFlash } from './flash-parts.ts';

const millisecond = 1_000_000;

/** The chip, its drive and what is written to its flash. */
export class ChipInBootsel {
  readonly chip: Rp2040;
  readonly bootsel: Bootsel;
  readonly store: RememberedFlash;
  resets = 0;

  constructor(image?: Uint8Array) {
    this.store = new RememberedFlash(image);
    this.chip = new Rp2040({
      store: this.store,
      uniqueId: new Uint8Array(8),
      seed: 1,
      notEmulated: { report: () => undefined },
      buttonHeld: () => this.resets === 1,
      enterBootsel: (request) => this.bootsel.offer(request),
      resetHappened: () => {
        this.resets++;
        this.bootsel.withdraw();
      },
    });
    const { memory, bus, clock, flash } = this.chip;
    this.bootsel = new Bootsel({ memory, bus, clock, flash });
    this.chip.reset('power');
    this.runUntil(() => this.bootsel.offered !== null);
  }

  /** Lets time pass until something is true. */
  runUntil(isTrue: () => boolean, milliseconds = 60_000): void {
    for (let passed = 0; !isTrue(); passed++) {
      if (passed > milliseconds) throw new Error('It did not come true');
      this.chip.runFor(millisecond);
    }
  }

  /** Writes bytes of a file that follow one another; answers what came of it when it has. */
  write(bytes: Uint8Array): BootselAnswer {
    let answer: BootselAnswer | null = null;
    this.bootsel.write(bytes, (given) => (answer = given));
    this.runUntil(() => answer !== null);
    return answer!;
  }
}
