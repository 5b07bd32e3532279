/** What windows ask of emulated Picos besides what every board does. */

import type { Handlers } from '../../channel/answers.ts';
import type { Session } from '../../channel/session.ts';
import type { Inbox } from '../../explorer/inbox.ts';
import { nameOf } from '../../explorer/file-root.ts';
import { printableName } from '../../local-files/file-names.ts';
import { ProblemError } from '../../problem.ts';
import { boardProblem } from '../board-problems.ts';
import type { BoardRegistry } from '../board-registry.ts';
import type { BoardEmulation } from './board-emulation.ts';
import { checkFirmware } from './firmware-file.ts';

/** What the handlers work with. */
export interface EmulationParts {
  readonly boards: BoardRegistry;
  readonly inbox: Inbox;
  /** Shows a folder (absolute) in the computer's own file manager. */
  readonly showFolder: (path: string) => Promise<void>;
}

/** Handlers for cable, buttons, firmware and drive. */
export function emulationHandlers({
  boards,
  inbox,
  showFolder,
}: EmulationParts): Handlers<Session, 'board.handle' | 'board.install' | 'board.showDrive'> {
  const of = async (boardId: string, job: (emulation: BoardEmulation) => Promise<unknown>): Promise<null> => {
    const board = boards.get(boardId);
    try {
      await job(await board.emulation());
      return null;
    } catch (error) {
      throw boardProblem(error, board.label);
    }
  };
  return {
    'board.handle': ({ boardId, action }) => of(boardId, (emulation) => emulation[action]()),
    'board.install': ({ boardId, drop, path }, session) =>
      of(boardId, async (emulation) => {
        const pieces: Uint8Array[] = [];
        for await (const piece of inbox.root(session, drop).read(path)) pieces.push(piece);
        await emulation.install(checkFirmware(printableName(nameOf(path)), Buffer.concat(pieces)));
      }),
    'board.showDrive': async ({ boardId }) => {
      const board = boards.get(boardId);
      const folder = board.driveFolder;
      if (folder === undefined) throw new ProblemError('drive-gone', { board: board.label });
      await showFolder(folder).catch((cause: unknown) => {
        throw new ProblemError('folder-not-shown', { path: folder }, { cause });
      });
      return null;
    },
  };
}
