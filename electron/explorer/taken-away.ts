/** What was deleted or replaced on boards, kept so that whoever did it can have it back. */

import { randomUUID } from 'node:crypto';
import type { Session } from '../channel/session.ts';
import { ProblemError } from '../problem.ts';

/** A file or folder on a board as it was before it was deleted or replaced. */
export interface TakenAway {
  /** As in `FileRoot`. */
  readonly path: string;
  /** `null` for a folder. */
  readonly content: Uint8Array | null;
  /** SHA-256 of the file that took its place; absent where it was deleted. */
  readonly replacedBy?: string;
}

/** What one deed took away from a board. Folders come before what is in them. */
export interface Deed {
  readonly boardId: string;
  readonly taken: readonly TakenAway[];
}

/** Bytes kept for one window: more than the whole storage of a usual Pico. The oldest deeds go first. */
export const mostTakenAway = 16_000_000;

/** The last deeds of every window, in memory: they end with their window. */
export class TakenAwayFiles {
  readonly #kept = new Map<Session, Map<string, Deed>>();

  /** Keeps what a deed of this window took away; answers with the name to have it back by. */
  keep(session: Session, deed: Deed): string {
    const deeds = this.#of(session);
    const id = randomUUID();
    deeds.set(id, deed);
    for (const oldest of [...deeds.keys()]) {
      if (deeds.size === 1 || sizeOf([...deeds.values()]) <= mostTakenAway) break;
      deeds.delete(oldest);
    }
    return id;
  }

  /** Throws `ProblemError` where it is not kept any more. */
  get(session: Session, boardId: string, id: string): readonly TakenAway[] {
    const deed = this.#kept.get(session)?.get(id);
    if (deed?.boardId !== boardId) throw new ProblemError('taken-away-forgotten');
    return deed.taken;
  }

  /** It is where it was. */
  forget(session: Session, id: string): void {
    this.#kept.get(session)?.delete(id);
  }

  #of(session: Session): Map<string, Deed> {
    const known = this.#kept.get(session);
    if (known) return known;
    const deeds = new Map<string, Deed>();
    this.#kept.set(session, deeds);
    session.onEnd(() => this.#kept.delete(session));
    return deeds;
  }
}

function sizeOf(deeds: readonly Deed[]): number {
  return deeds
    .flatMap(({ taken }) => taken)
    .reduce((bytes, { content }) => bytes + (content?.length ?? 0), 0);
}
