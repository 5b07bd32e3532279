/** Scripted boards that a test plugs into the host of its own process. */

import type { BoardSource, FoundBoard } from '../../electron/boards/board-source.ts';
import { LinkError, type Unsubscribe } from '../../runtime/link.ts';
import { ScriptedLink } from './scripted-link.ts';
import type { ScriptedProgram } from './scripted-pico.ts';

/** One that is plugged in, with every Link that was made to it. */
export interface PluggedBoard {
  readonly links: ScriptedLink[];
}

const runsForever = (source: string): ScriptedProgram =>
  source.includes('while True') ? { runs: 'until-interrupted' } : {};

const noPort = (): LinkError => new LinkError('unplugged', 'No such file or directory');

/** A source of boards that come and go as the test says. */
export class PluggedBoards implements BoardSource {
  readonly #found = new Map<string, FoundBoard>();
  /** Links to those whose ports can be opened, by number. */
  readonly #there = new Map<string, ScriptedLink[]>();
  readonly #listeners = new Set<() => void>();
  readonly #wakeListeners = new Set<() => void>();

  /** Plugs a board in, or lists it at another port. */
  plugIn(serialNumber: string, port = 'COM3', place?: string): PluggedBoard {
    const links: ScriptedLink[] = [];
    const id = `serial:${serialNumber}`;
    this.#found.set(serialNumber, {
      id,
      kind: 'serial',
      address: port,
      label: `Pico on ${port}`,
      port,
      nature: 'micropython',
      serialNumber,
      ...(place !== undefined && { place }),
      createLink: async () => {
        const link = new ScriptedLink({ run: runsForever });
        const open = link.open.bind(link);
        link.open = () => (this.#there.get(serialNumber) === links ? open() : Promise.reject(noPort()));
        links.push(link);
        return link;
      },
    });
    this.#there.set(serialNumber, links);
    this.#tell(this.#listeners);
    return { links };
  }

  /** A board leaves USB before anybody has listed that; until it is plugged in again. */
  leave(serialNumber: string): void {
    const links = this.#there.get(serialNumber);
    this.#there.delete(serialNumber);
    for (const link of links ?? []) link.end('unplugged');
  }

  /** In place of a board, a Pico waits for firmware. */
  toBootsel(serialNumber: string, place: string): void {
    this.#found.delete(serialNumber);
    this.#found.set(place, {
      id: `bootsel:${place}`,
      kind: 'serial',
      address: place,
      label: 'Pico in BOOTSEL mode',
      nature: 'bootsel',
      place,
      waits: 'board-in-bootsel',
      createLink: () => Promise.reject(new Error('It has no port')),
    });
    this.#tell(this.#listeners);
  }

  /** Pulls boards out, all at once: by their numbers, or by the place of one in BOOTSEL mode. */
  pullOut(...names: string[]): void {
    for (const name of names) {
      this.#found.delete(name);
      this.#there.delete(name);
    }
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
