import type { TextFormat } from '../../electron/api.ts';
import { nameOfPath, type BoardPlace } from '../editor/place.ts';

/** A board as far as opening one of its files needs to know it. */
export interface FileBoard {
  readonly id: string;
  readonly label: string;
}

/** The place of a file on a board, without what is in it. */
export function boardPlace(
  board: FileBoard,
  path: string,
  format: TextFormat,
): Omit<BoardPlace, 'content' | 'hash'> {
  return {
    kind: 'board',
    boardId: board.id,
    boardLabel: board.label,
    path,
    name: nameOfPath(path),
    format,
  };
}
