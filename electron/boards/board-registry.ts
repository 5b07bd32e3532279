/** All boards of this host, by id. */

import type { Clock } from '../../runtime/clock.ts';
import type { BoardSummary } from '../api.ts';
import { ProblemError } from '../problem.ts';
import { Turns } from '../turns.ts';
import { Board } from './board.ts';
import type { BoardSource, FoundBoard } from './board-source.ts';

/** What the registry is given, and whom it tells. */
export interface RegistryOptions {
  readonly clock: Clock;
  readonly sources: readonly BoardSource[];
  readonly outputsOffOnStop: () => boolean;
  readonly setsClock: () => boolean;
  /** Boards came, went, or changed their state. */
  readonly changed: (boards: readonly BoardSummary[]) => void;
  readonly filesChanged: (boardId: string) => void;
}

/** A board that lost its connection and is listed all the same is tried again after this, in milliseconds. */
const nextTry = 1000;

/**
 * Makes a Board of everything the sources find. One that is unplugged is forgotten unless a window has had to do with it:
 * then it stays, and is the same one when it returns.
 */
export class BoardRegistry {
  readonly #options: RegistryOptions;
  readonly #boards = new Map<string, Board>();
  readonly #unsubscribe: readonly (() => void)[];
  /** What the sources listed last, by id. */
  #listed: ReadonlyMap<string, FoundBoard> = new Map();
  /** Ids of boards that somebody has asked something of. */
  readonly #used = new Set<string>();
  /** Looks come one after the other; one that has not begun serves everybody who asks for one. */
  readonly #looks = new Turns();
  #nextLook: Promise<void> | undefined;
  readonly #retries = new Map<string, () => void>();
  #telling = false;

  constructor(options: RegistryOptions) {
    this.#options = options;
    this.#unsubscribe = options.sources.flatMap((source) => [
      source.onChange(() => void this.refresh()),
      source.onWake?.(() => this.#wake()) ?? (() => undefined),
    ]);
  }

  get summaries(): readonly BoardSummary[] {
    return [...this.#boards.values()].map((board) => board.summary);
  }

  /** Asks the sources what there is. What they listed before and do not list any more is gone. */
  refresh(): Promise<void> {
    this.#nextLook ??= this.#looks.take(() => {
      this.#nextLook = undefined;
      return this.#refreshNow();
    });
    return this.#nextLook;
  }

  /** The board of an id. Throws `ProblemError` where there is none. */
  get(boardId: string): Board {
    const board = this.#boards.get(boardId);
    if (!board) throw new ProblemError('board-unknown');
    this.#used.add(boardId);
    return board;
  }

  /** What the sources find now, without making Boards of it. */
  async look(): Promise<readonly FoundBoard[]> {
    return (await Promise.all(this.#options.sources.map((source) => source.list()))).flat();
  }

  /** The board a person named on the command line, or `null`. */
  async find(name: string): Promise<FoundBoard | null> {
    for (const source of this.#options.sources) {
      const found = await source.find(name);
      if (found) return found;
    }
    return null;
  }

  /** The Board of something that was found. */
  of(found: FoundBoard): Board {
    return this.#boards.get(found.id) ?? this.#add(found);
  }

  /** Ends the use of all boards; nobody is told any more. */
  async close(): Promise<void> {
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    for (const cancel of this.#retries.values()) cancel();
    this.#telling = true;
    await Promise.allSettled([...this.#boards.values()].map((board) => board.end()));
  }

  async #refreshNow(): Promise<void> {
    const there = (await this.look()).map((found) => this.#inBootsel(found));
    const before = this.#listed;
    this.#listed = new Map(there.map((found) => [found.id, found]));
    for (const found of before.values()) if (!this.#listed.has(found.id)) await this.#gone(found);
    for (const found of there) {
      const known = this.#boards.get(found.id);
      if (!known) this.#add(found);
      else if (isPluggedIn(found)) known.listed(found);
      else if (known.summary.model !== found.model) await known.replace(found).catch(() => undefined);
    }
    this.#tellSoon();
  }

  /** A Pico in BOOTSEL mode has no number: one that its program switched there is known by where it is plugged in. */
  #inBootsel(found: FoundBoard): FoundBoard {
    for (const board of this.#boards.values()) {
      if (board.id === found.id || !board.isInBootselAs(found)) continue;
      const { id, label } = board;
      const { serialNumber, shortName } = board.summary;
      return {
        ...found,
        id,
        label,
        ...(serialNumber !== undefined && { serialNumber }),
        ...(shortName !== undefined && { shortName }),
        waits: 'board-sent-to-bootsel',
        createLink: async () => {
          throw new ProblemError('board-sent-to-bootsel', { board: label });
        },
      };
    }
    return found;
  }

  async #gone({ id, nature }: FoundBoard): Promise<void> {
    const board = this.#boards.get(id);
    if (isPluggedIn({ nature }) && this.#used.has(id)) return board?.unlisted();
    this.#boards.delete(id);
    await board?.end();
  }

  /** Nobody knows what was pulled out and plugged in while the computer slept. */
  #wake(): void {
    for (const found of this.#listed.values()) {
      if (isPluggedIn(found)) this.#boards.get(found.id)?.unlisted();
    }
    void this.refresh();
  }

  /** A board that restarts may be back before anybody saw that it was away. */
  #tryAgain(id: string): void {
    if (this.#retries.has(id) || this.#boards.get(id)?.summary.state.name !== 'gone') return;
    const cancel = this.#options.clock.after(nextTry, () => {
      this.#retries.delete(id);
      const found = this.#listed.get(id);
      if (found && isPluggedIn(found)) this.#boards.get(id)?.listed(found);
    });
    this.#retries.set(id, cancel);
  }

  #add(found: FoundBoard): Board {
    const { clock, outputsOffOnStop, setsClock, filesChanged } = this.#options;
    const board = new Board(found, {
      clock,
      outputsOffOnStop,
      setsClock,
      events: {
        changed: () => {
          this.#tellSoon();
          this.#tryAgain(found.id);
        },
        filesChanged: () => filesChanged(found.id),
      },
    });
    this.#boards.set(found.id, board);
    return board;
  }

  /** Several changes in one turn are told once. */
  #tellSoon(): void {
    if (this.#telling) return;
    this.#telling = true;
    queueMicrotask(() => {
      this.#telling = false;
      this.#options.changed(this.summaries);
    });
  }
}

/** Whether it is a board of its own, which comes and goes by its cable. */
function isPluggedIn({ nature }: Pick<FoundBoard, 'nature'>): boolean {
  return nature !== undefined;
}
