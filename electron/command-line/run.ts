/** `nibble run FILE`: runs a program on a board and ends as it ended. */

import { basename, resolve } from 'node:path';
import { systemClock } from '../../runtime/clock.ts';
import { t } from '../../resources/messages/messages.ts';
import type { Board } from '../boards/board.ts';
import type { BoardRegistry } from '../boards/board-registry.ts';
import type { LocalText } from '../api.ts';
import { printableName } from '../local-files/file-names.ts';
import { readTextFile } from '../local-files/local-files.ts';
import { ProblemError } from '../problem.ts';
import { UsageError } from '../usage-error.ts';
import { ProgramInput } from './program-input.ts';
import { chooseBoard } from './choose-board.ts';
import { lostWords } from './emulated-board.ts';
import { PlainLineEnds } from './plain-line-ends.ts';
import { ProgramStop } from './program-stop.ts';
import { reach, sayOn, stopRunning } from './reach-board.ts';
import { takeKeys, type Streams } from './streams.ts';
import type { Command } from './words.ts';

/** Exit statuses: 0 ended well, 1 uncaught exception, 2 lost connection, 130 after Ctrl-C. */
const statuses = { finished: 0, failed: 1, lost: 2, stopped: 130 } as const;

/** Runs a program; the value is the exit status. Throws `UsageError` and `ProblemError`. */
export async function runFile(
  boards: BoardRegistry,
  command: Extract<Command, { name: 'run' }>,
  streams: Streams,
): Promise<number> {
  const { file } = command;
  const say = sayOn(streams);
  const { text } = await readProgram(file);
  const board = boards.of(await chooseBoard(boards, command.board, say));

  const stop = new ProgramStop(board, say, systemClock);
  streams.onSignal((signal) => (signal === 'end' ? stop.insist() : stop.press()));
  await reach(board, command, say, () => board.connect());
  await stopRunning(board, command.stop, streams, systemClock, stop.signal);
  let endOutput = (): void => undefined;
  const input = new ProgramInput(streams.input, board, () => stop.press(), systemClock);
  const giveBack = takeKeys(streams.input);
  try {
    const running = board.run(text, basename(file), {
      stopForeign: true, // whoever gives the command has been asked
      started: () => {
        // What ran before has said its last word.
        endOutput = writeOutput(board, streams, () => stop.insist());
        input.begin();
        stop.started();
      },
    });
    const { outcome } = await Promise.race([running, stop.inVain]).finally(() => endOutput());
    if (outcome.kind === 'failed') streams.errors.write(outcome.traceback);
    if (outcome.kind === 'lost') {
      // A Pico that was reset shows only then what it became.
      if (board.summary.emulation) await board.connect().catch(() => undefined);
      say(lostWords(board.summary.state.problem ?? outcome.problem, board.label));
    }
    const { problem } = board.summary.state;
    if (outcome.kind === 'stopped' && problem) say(lostWords(problem, board.label));
    return statuses[outcome.kind];
  } finally {
    input.end();
    giveBack();
  }
}

async function readProgram(file: string): Promise<LocalText> {
  try {
    return await readTextFile(resolve(file));
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problem.code !== 'file-not-found') throw error;
    throw new UsageError(t('commandLine:wrong.missing-file', { file: printableName(file) }));
  }
}

/** Prints what the program prints; a reader that is slow holds the board back, one that left stops it. */
function writeOutput(board: Board, { output }: Streams, readerLeft: () => void): () => void {
  const lines = new PlainLineEnds();
  const unsubscribe = board.output.onBytes((bytes) => {
    if (output.destroyed || output.write(lines.convert(bytes))) return;
    board.holdBack(output, true);
  });
  const goOn = () => board.holdBack(output, false);
  output.on('drain', goOn);
  // Told for every write, and a second Stop would force.
  output.once('error', () => {
    board.holdBack(output, false);
    readerLeft();
  });
  return () => {
    unsubscribe();
    output.off('drain', goOn);
    if (!output.destroyed) output.write(lines.end());
  };
}
