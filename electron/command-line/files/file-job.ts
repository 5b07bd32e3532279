import type { BoardSpace } from '../../../runtime/board-files.ts';
import type { Board } from '../../boards/board.ts';
import { boardProblem } from '../../boards/board-problems.ts';
import type { BoardRoot } from '../../explorer/board-root.ts';
import type { FileRoot, RootEntry } from '../../explorer/file-root.ts';
import { ProblemError } from '../../problem.ts';
import type { Streams } from '../streams.ts';

/** What a command about files works with. */
export interface FileJob {
  readonly board: Board;
  /** The board's files. */
  readonly root: BoardRoot;
  readonly streams: Streams;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** Tells people something, a line on standard error. */
  readonly say: (sentence: string) => void;
}

/** What has a path, or `null`: also where the folder that it would be in is not there, or is a file. */
export async function entryAt(root: FileRoot, path: string): Promise<RootEntry | null> {
  try {
    return await root.look(path);
  } catch (error) {
    if (error instanceof ProblemError && missing.includes(error.problem.code)) return null;
    throw error;
  }
}

/** Space on a board, in bytes. Throws `ProblemError`. */
export function spaceOn(board: Board): Promise<BoardSpace> {
  return board.files.space().catch((error: unknown) => {
    throw boardProblem(error, board.label);
  });
}

const missing = ['board-file-not-found', 'board-file-not-folder', 'file-not-found', 'folder-not-found'];
