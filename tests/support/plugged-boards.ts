/** Scripted boards that a test plugs into the host of its own process. */

import type { BoardSource, FoundBoard } from '../../electron/boards/board-source.ts';
import type { Unsubscribe } from '../../runtime/link.ts';
import { ScriptedLink } from './scripted-link.ts';

/** One that is plugged in, with every Link that was made to it. */
export interface PluggedBoard {
  readonly links: ScriptedLink[];
}

/** A source of boards that come and go as the test says. */
export class PluggedBoards implements BoardSource {
  readonly #found = new Map<string, FoundBoard>();
  readonly #listeners = new Set<() => void>();
  readonly #wakeListeners = new Set<() => void>();

  /** Plugs a board in, or lists it at another port. */
  plugIn(serialNumber: string, port = 'COM3'): PluggedBoard {
    const links: ScriptedLink[] = [];
    const id = `serial:${serialNumber}`;
    this.#found.set(id, {
      id,
      kind: 'serial',
      address: port,
      label: `Pico on ${port}`,
      port,
      nature: 'micropython',
      serialNumber,
      createLink: async () => {
        links.push(new ScriptedLink());
        return links.at(-1)!;
      },
    });
    this.#tell(this.#listeners);
    return { links };
  }

  /** Pulls boards out, all at once. */
  pullOut(...serialNumbers: string[]): void {
    for (const serialNumber of serialNumbers) this.#found.delete(`serial:${serialNumber}`);
    this.#tell(this.#listeners);
  }

  /** The computer wakes from sleep. */
  wake(): void {
    this.#tell(this.#wakeListeners);
  }

  async list(): Promise<FoundBoard[]> {
    return [...this.#found.values()];
  }

  async find(name: string): Promise<FoundBoard | null> {
    return [...this.#found.values()].find(({ address }) => address === name) ?? null;
  }

  onChange(listener: () => void): Unsubscribe {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  onWake(listener: () => void): Unsubscribe {
    this.#wakeListeners.add(listener);
    return () => this.#wakeListeners.delete(listener);
  }

  #tell(listeners: ReadonlySet<() => void>): void {
    for (const listener of [...listeners]) listener();
  }
}
