import type { TransferConflict, TransferDecision } from '../../../electron/api.ts';
import { nameOf } from '../tree/tree-row.ts';

/** One thing that is in the way, and how many more wait behind it. */
export interface ShownConflict {
  readonly name: string;
  /** Where it is, for people: "lib", "Simulated Pico". */
  readonly where: string;
  readonly replaceable: boolean;
  /** Replacing can be undone. */
  readonly undoable: boolean;
  readonly more: number;
}

/** Asks about what is there already, one after the other or all at once. */
export class Conflicts {
  current = $state.raw<ShownConflict | null>(null);
  /** The answer holds for all that follow. */
  forAll = $state(false);
  #resolve: (decision: TransferDecision | null) => void = () => {};

  /** What is to be done with each, by path; `null` where the person gave up. */
  async ask(
    conflicts: readonly TransferConflict[],
    where: (path: string) => string,
    undoable: boolean,
  ): Promise<Readonly<Record<string, TransferDecision>> | null> {
    const decisions: Record<string, TransferDecision> = {};
    let always: TransferDecision | null = null;
    this.forAll = false;
    for (const [index, { path, replaceable }] of conflicts.entries()) {
      const more = conflicts.length - index - 1;
      const usable: boolean = always !== null && (always !== 'replace' || replaceable);
      const decision: TransferDecision | null = usable
        ? always
        : await this.#askOne({ name: nameOf(path), where: where(path), replaceable, undoable, more });
      if (decision === null) return null;
      if (this.forAll) always = decision;
      decisions[path] = decision;
    }
    return decisions;
  }

  /** The person's answer; `null` gives the whole copying up. */
  answer(decision: TransferDecision | null): void {
    this.current = null;
    this.#resolve(decision);
  }

  #askOne(conflict: ShownConflict): Promise<TransferDecision | null> {
    this.current = conflict;
    return new Promise((resolve) => (this.#resolve = resolve));
  }
}
