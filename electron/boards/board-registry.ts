/** All boards of this host, by id. */

import type { Clock } from '../../runtime/clock.ts';
import type { BoardSummary } from '../api.ts';
import { ProblemError } from '../problem.ts';
import { Board } from './board.ts';
import type { BoardSource, FoundBoard } from './board-source.ts';

/** What the registry is given, and whom it tells. */
export interface RegistryOptions {
  readonly clock: Clock;
  readonly sources: readonly BoardSource[];
  readonly outputsOffOnStop: () => boolean;
  /** Boards came, went, or changed their state. */
  readonly changed: (boards: readonly BoardSummary[]) => void;
  readonly filesChanged: (boardId: string) => void;
}

/** Makes a Board of everything the sources find, and keeps it for as long as the host lives. */
export class BoardRegistry {
  readonly #options: RegistryOptions;
  readonly #boards = new Map<string, Board>();
  readonly #unsubscribe: readonly (() => void)[];
  /** Ids of what the sources listed last. */
  #listed: ReadonlySet<string> = new Set();
  #telling = false;

  constructor(options: RegistryOptions) {
    this.#options = options;
    this.#unsubscribe = options.sources.map((source) => source.onChange(() => void this.refresh()));
  }

  get summaries(): readonly BoardSummary[] {
    return [...this.#boards.values()].map((board) => board.summary);
  }

  /** Asks the sources what there is. What they listed before and do not list any more is gone. */
  async refresh(): Promise<void> {
    const there = await this.look();
    const ids = new Set(there.map((found) => found.id));
    for (const id of [...this.#listed].filter((id) => !ids.has(id))) {
      const gone = this.#boards.get(id);
      this.#boards.delete(id);
      await gone?.end();
    }
    this.#listed = ids;
    for (const found of there) {
      const known = this.of(found);
      if (known.summary.model !== found.model) await known.replace(found).catch(() => undefined);
    }
    this.#tellSoon();
  }

  /** The board of an id. Throws `ProblemError` where there is none. */
  get(boardId: string): Board {
    const board = this.#boards.get(boardId);
    if (!board) throw new ProblemError('board-unknown');
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
    this.#telling = true;
    await Promise.allSettled([...this.#boards.values()].map((board) => board.end()));
  }

  #add(found: FoundBoard): Board {
    const { clock, outputsOffOnStop, filesChanged } = this.#options;
    const board = new Board(found, {
      clock,
      outputsOffOnStop,
      events: {
        changed: () => this.#tellSoon(),
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
