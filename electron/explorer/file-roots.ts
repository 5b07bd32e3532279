/** Finds the tree of files that a window names. */

import type { RootName } from '../api.ts';
import type { Board } from '../boards/board.ts';
import type { BoardRegistry } from '../boards/board-registry.ts';
import type { Session } from '../channel/session.ts';
import type { Workspace } from '../local-files/workspace.ts';
import { BoardRoot, type BoardRootOptions, type Replaced } from './board-root.ts';
import type { FileRoot } from './file-root.ts';
import type { Inbox } from './inbox.ts';
import type { TakenAway } from './taken-away.ts';

/** Where files are. */
export interface FileRootsParts {
  readonly workspace: Workspace;
  readonly boards: BoardRegistry;
  readonly inbox: Inbox;
  /** Told what a file on a board was that is about to be replaced or deleted. */
  readonly takenAway: (boardId: string, path: string, content: Uint8Array) => void;
}

/** The workspace, every board, and what was dropped into windows. */
export class FileRoots {
  readonly #parts: FileRootsParts;

  constructor(parts: FileRootsParts) {
    this.#parts = parts;
  }

  /**
   * The root that a window means. What is replaced on a board is told to `replaced` as well. Throws `ProblemError`
   * where there is no such board or drop.
   */
  of(name: RootName, session: Session, replaced?: Replaced): FileRoot {
    const { workspace, boards, inbox } = this.#parts;
    if (name.kind === 'computer') return workspace.root;
    if (name.kind === 'dropped') return inbox.root(session, name.drop);
    return this.onBoard(boards.get(name.boardId), replaced && { replaced });
  }

  /** The files of a board. */
  onBoard(board: Board, { replaced, ...options }: BoardRootOptions = {}): BoardRoot {
    return new BoardRoot(board.files, board.label, {
      ...options,
      replaced: (path, content, replacedBy) => {
        this.#parts.takenAway(board.id, path, content);
        replaced?.(path, content, replacedBy);
      },
    });
  }

  /** A board's files with the hidden ones, and what becomes of those that are taken away from it. */
  forDeleting(boardId: string): { root: BoardRoot; deleted: (taken: TakenAway) => void } {
    const board = this.#parts.boards.get(boardId);
    return {
      root: this.onBoard(board, { hiddenToo: true }),
      deleted: ({ path, content }) => {
        if (content) this.#parts.takenAway(board.id, `/${path}`, content);
      },
    };
  }
}
