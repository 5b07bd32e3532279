/**
 * Most programs for PIO come back to where they were: a square wave, a loop that looks at a pin. Once all machines stand
 * exactly as they stood before, and nobody looks meanwhile, any number of such rounds is as good as one.
 */

/** What may repeat itself: the machines of a block. */
export interface Repeating<Machines> {
  /** The machine that is the next to do something. */
  readonly first: { readonly due: number; readonly next: number; readonly counter: number };
  /** Carries out the next instruction of all. False where there is none until a cycle. */
  step(until: number): boolean;
  isLike(other: Machines, cyclesLater: number): boolean;
  postpone(cycles: number): void;
  createCopy(): Machines;
  copyFrom(other: Machines): void;
}

const firstPatience = 64;
const lastPatience = 4096;
/** Cycles for which a search is not worth another one after it failed. */
const pause = 2_000_000;

export class Repetition<Machines extends Repeating<Machines>> {
  /** How everything stood at some moment. */
  #mark: Machines | undefined;
  #notBefore = 0;

  /** Runs machines until they repeat themselves, and then leaves out all rounds that end before a cycle. */
  skip(machines: Machines, until: number): void {
    if (machines.first.due < this.#notBefore) return;
    this.#mark ??= machines.createCopy();
    for (let patience = firstPatience; patience <= lastPatience; patience *= 2) {
      const round = this.#findRound(machines, this.#mark, patience, until);
      if (round === undefined) continue;
      const rounds = Math.floor((until - machines.first.due) / round);
      if (rounds > 0) machines.postpone(rounds * round);
      return;
    }
    this.#notBefore = machines.first.due + pause;
  }

  /** Length of the round in cycles, if it has no more than so many instructions. */
  #findRound(machines: Machines, mark: Machines, patience: number, until: number): number | undefined {
    mark.copyFrom(machines);
    const before = mark.first;
    const leader = machines.first;
    for (let steps = 0; steps < patience; steps++) {
      if (!machines.step(until)) return undefined;
      if (leader.counter !== before.counter || machines.first !== leader) continue;
      const round = leader.next - before.next;
      if (machines.isLike(mark, round)) return round;
    }
    return undefined;
  }
}
