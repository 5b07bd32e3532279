/**
 * The simulated Picos of a window: a person sees one of each name, and a setting says which: "Fast", MicroPython made
 * for this computer, or "Exact", an emulated chip with real firmware. They are two boards, with files of their own,
 * of which only one is there.
 */

import { Listeners } from '../../runtime/listeners.ts';
import type { Settings } from '../api.ts';
import type { BoardSource, FoundBoard } from './board-source.ts';
import type { EmulatorSource } from './emulator/emulator-source.ts';
import { simulatedName } from './simulated-name.ts';
import type { SimulatorSource } from './simulator-source.ts';

/** A folder for each kind of simulation. */
export type SimulatorFolders = Readonly<Record<Settings['simulation'], string>>;

/** `simulator`, and `simulator:NAME` for every name that was used. */
export class SimulatedPicos implements BoardSource {
  readonly #fast: SimulatorSource;
  readonly #exact: EmulatorSource;
  readonly #simulation: () => Settings['simulation'];
  readonly #listeners = new Listeners();

  /** `simulation` is asked whenever a board is listed. */
  constructor(fast: SimulatorSource, exact: EmulatorSource, simulation: () => Settings['simulation']) {
    this.#fast = fast;
    this.#exact = exact;
    this.#simulation = simulation;
    fast.onChange(() => this.changed());
  }

  /** Where the boards are that were ever used; absolute. */
  get folders(): SimulatorFolders {
    return { fast: this.#fast.folder, exact: this.#exact.folder };
  }

  /** To be called when `simulation` answers something else. */
  changed(): void {
    this.#listeners.tell();
  }

  async list(): Promise<FoundBoard[]> {
    const names = new Set([...(await this.#fast.names()), ...(await this.#exact.names())]);
    return [...names].map((name) => this.#found(name));
  }

  async find(address: string): Promise<FoundBoard | null> {
    const name = simulatedName('simulator', address);
    return name === null ? null : this.#found(name);
  }

  onChange(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  #found(name: string): FoundBoard {
    const fast = this.#fast.found(name);
    return this.#simulation() === 'fast' ? fast : this.#exact.found(name, fast.label);
  }
}
