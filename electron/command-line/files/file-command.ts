/** Commands about files: on the board, and between it and this computer. */

import type { Clock } from '../../../runtime/clock.ts';
import type { Host } from '../../host.ts';
import { Patience } from '../../local-files/patience.ts';
import { cancellable } from '../cancelling.ts';
import { asFileError } from '../command-error.ts';
import { chooseBoard } from '../choose-board.ts';
import { reach, sayOn, stopRunning } from '../reach-board.ts';
import type { Streams } from '../streams.ts';
import { typedPath } from './board-path.ts';
import type { FileJob } from './file-job.ts';
import { formatStorage } from './format-storage.ts';
import { listFiles } from './list-files.ts';
import { makeFolders } from './make-folders.ts';
import { Places } from './places.ts';
import { printFiles } from './print-files.ts';
import { removeFiles } from './remove-files.ts';
import { showSpace } from './show-space.ts';
import { transferFiles } from './transfer-files.ts';
import type { FileCommand } from './file-words.ts';

/** Carries out a command about files; the value is the exit status. Throws what `asCommandError` knows. */
export function fileCommand(
  { boards, roots }: Host,
  command: FileCommand,
  streams: Streams,
  clock: Clock,
): Promise<number> {
  return cancellable(streams, clock, async (signal) => {
    const say = sayOn(streams);
    const board = boards.of(await chooseBoard(boards, command.board, say));
    await reach(board, command, say, () => board.reachFiles());
    await stopRunning(board, command.stop, streams, clock, signal);
    // Hidden files stay behind when folders are copied.
    const hiddenToo = command.name !== 'cp' && command.name !== 'mv';
    const root = roots.onBoard(board, { hiddenToo, shownPath: typedPath });
    const job = { board, root, streams, signal, say };
    return carryOut(command, job, clock).catch((error: unknown) => {
      throw asFileError(error) ?? error;
    });
  });
}

function carryOut(command: FileCommand, job: FileJob, clock: Clock): Promise<number> {
  switch (command.name) {
    case 'ls':
      return listFiles(command, job);
    case 'cp':
    case 'mv':
      return transferFiles(command, job, new Places(job.root, new Patience(clock)), clock);
    case 'rm':
      return removeFiles(command, job);
    case 'mkdir':
      return makeFolders(command, job);
    case 'cat':
      return printFiles(command, job);
    case 'df':
      return showSpace(command, job);
    case 'format':
      return formatStorage(command, job);
  }
}
