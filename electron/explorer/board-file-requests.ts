/** What windows ask of single files on boards; what is done with many at once is the explorer's. */

import { contentHash } from '../../runtime/content-hash.ts';
import type { FileJobOptions } from '../../runtime/board-files.ts';
import type { RequestName } from '../api.ts';
import type { Board } from '../boards/board.ts';
import { boardProblem } from '../boards/board-problems.ts';
import type { BoardRegistry } from '../boards/board-registry.ts';
import type { Handlers } from '../channel/answers.ts';
import type { Session } from '../channel/session.ts';
import { printableName } from '../local-files/file-names.ts';
import { exactText } from '../local-files/text-format.ts';
import { ProblemError } from '../problem.ts';
import { folderOf, nameOf } from './file-root.ts';
import type { Jobs } from './jobs.ts';

type BoardFileRequest = Extract<RequestName, `board.files.${string}`>;

/** One file on its way: whose job it is, and how long it is. */
interface FileOnItsWay {
  readonly session: Session;
  readonly job: string | undefined;
  readonly path: string;
  /** Bytes; asked only where somebody wants to know how far it is. */
  readonly size: () => number | Promise<number>;
}

/** Handlers for files on boards. */
export function boardFileHandlers(boards: BoardRegistry, jobs: Jobs): Handlers<Session, BoardFileRequest> {
  const on = async <T>(boardId: string, work: (board: Board) => Promise<T>): Promise<T> => {
    const board = boards.get(boardId);
    try {
      return await work(board);
    } catch (error) {
      throw boardProblem(error, board.label);
    }
  };

  /** With a job, it can be cancelled, and tells how far it is. */
  const watched = async <T>(
    { session, job, path, size }: FileOnItsWay,
    work: (options: FileJobOptions) => Promise<T>,
  ): Promise<T> => {
    if (job === undefined) return work({});
    const totalBytes = await size();
    return jobs.run(session, job, ({ signal, progress }) =>
      work({
        signal,
        progress: (bytes) =>
          progress({
            done: 0,
            files: 1,
            name: printableName(nameOf(path)),
            bytes,
            totalBytes,
            share: Math.min(1, bytes / Math.max(1, totalBytes)),
          }),
      }),
    );
  };

  return {
    'board.files.list': ({ boardId, path }) => on(boardId, ({ files }) => files.list(path)),
    'board.files.read': ({ boardId, path, job }, session) =>
      on(boardId, async ({ files, label }) => {
        const size = async (): Promise<number> => {
          const entries = await files.list(folderOf(path) || '/');
          return entries.find(({ name }) => name === nameOf(path))?.size ?? 0;
        };
        const content = await watched({ session, job, path, size }, (options) => files.read(path, options));
        const text = exactText(content);
        if (text !== null) return { text, hash: contentHash(content) };
        throw new ProblemError('board-file-binary', { board: label, name: printableName(path) });
      }),
    'board.files.write': ({ boardId, path, text, onlyNew = false, replaces, job }, session) =>
      on(boardId, async ({ files }) => {
        const content = new TextEncoder().encode(text);
        const only = { onlyNew, ...(replaces !== undefined && { replaces }) };
        await watched({ session, job, path, size: () => content.length }, (options) =>
          files.write(path, content, { ...options, ...only }),
        );
        return { hash: contentHash(content) };
      }),
    'board.files.space': ({ boardId }) => on(boardId, ({ files }) => files.space()),
    'board.files.format': ({ boardId }) => on(boardId, async ({ files }) => (await files.format(), null)),
  };
}
