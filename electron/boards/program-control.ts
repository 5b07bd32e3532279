/** What people do with the interpreter of a board: run, stop, start anew, type. */

import { endOfData } from '../../runtime/repl/control-codes.ts';
import { clearLine } from '../../runtime/repl/prompts.ts';
import { t } from '../../resources/messages/messages.ts';
import type { OutputLeftOn } from '../api.ts';
import { printableName } from '../local-files/file-names.ts';
import { ProblemError } from '../problem.ts';
import type { RunOptions, StopOptions } from './board-options.ts';
import type { BoardOutput } from './board-output.ts';
import type { BoardStanding } from './board-standing.ts';
import type { ConnectionKeeper } from './connection-keeper.ts';
import type { ConversationTurns } from './conversation-turns.ts';
import type { PinOutputs } from './pin-outputs.ts';
import type { ProgramRuns } from './program-runs.ts';
import type { PromptJobs } from './prompt-jobs.ts';
import type { RunResult } from './run-outcome.ts';
import type { Stopping } from './stopping.ts';

/** What it takes. */
export interface ControlParts {
  readonly keeper: ConnectionKeeper;
  readonly standing: BoardStanding;
  readonly turns: ConversationTurns;
  readonly runs: ProgramRuns;
  readonly stopping: Stopping;
  readonly jobs: PromptJobs;
  readonly outputs: PinOutputs;
  readonly output: BoardOutput;
  readonly outputsOffOnStop: () => boolean;
  /** A program is started: whatever the board was caught at is over. */
  readonly starts: () => void;
  /** A program may have changed files. */
  readonly filesChanged: () => void;
  /** The board may stand elsewhere now. */
  readonly look: () => void;
}

/** The programs of one board, and its prompt. */
export class ProgramControl {
  readonly #parts: ControlParts;

  constructor(parts: ControlParts) {
    this.#parts = parts;
  }

  /** See `Board.run`. */
  async run(source: string, fileName: string, options: RunOptions): Promise<RunResult> {
    const { keeper, standing, turns, runs, filesChanged } = this.#parts;
    await keeper.connect();
    await this.#stopForOther(options);
    const { started } = options;
    const program = { source, fileName: printableName(fileName) || 'main.py', started };
    return turns.take(async () => {
      try {
        return await runs.run(standing.need(), program);
      } finally {
        filesChanged();
      }
    });
  }

  /** See `Board.stop`. */
  async stop(): Promise<readonly OutputLeftOn[]> {
    await this.#halt();
    return this.#parts.outputs.on();
  }

  /** See `Board.softReset`. */
  async softReset(options: StopOptions): Promise<void> {
    const { standing, turns } = this.#parts;
    await this.#stopForOther(options);
    await turns.take(async () => {
      const connection = standing.need();
      const { session } = connection;
      if (!session.atEmptyPrompt) await turns.converse(connection, clearLine);
      void session.type(Uint8Array.of(endOfData));
    });
  }

  /** See `Board.powerCycle`. */
  async powerCycle(): Promise<void> {
    const { keeper, standing, output, look, filesChanged } = this.#parts;
    const connection = standing.need();
    if (!connection.link.capabilities.powerCycle) {
      throw new ProblemError('board-not-switchable', { board: keeper.found.label });
    }
    output.notice(t('board:powerCycled'));
    await connection.powerCycle(false);
    look();
    filesChanged();
  }

  /** See `Board.type`. */
  type(keys: string): void {
    const { standing, jobs } = this.#parts;
    const { session } = standing.need();
    const isStop = keys.includes('\x03');
    if (isStop && standing.isRunning) {
      void this.#halt().catch(() => undefined); // its state says what came of it
      return;
    }
    if (isStop) void jobs.stop();
    // At an empty prompt Ctrl-A would enter the raw REPL; as "beginning of the line" it means nothing there.
    const typed = session.atEmptyPrompt ? keys.replace(/^\x01+/, '') : keys;
    void session.type(new TextEncoder().encode(typed));
  }

  /** See `Board.input`. */
  async input(bytes: Uint8Array): Promise<void> {
    const { runs, keeper } = this.#parts;
    if (runs.isRunning) await keeper.connection?.session.type(bytes); // a run that lost it ends by itself
  }

  /** Stops whatever goes on, without a look at what it leaves on. */
  async #halt(): Promise<void> {
    const { keeper, standing, runs, stopping, jobs, outputs, outputsOffOnStop } = this.#parts;
    if (stopping.state || standing.isRunning || stopping.isSilent) {
      runs.stopAsked();
      stopping.press(standing.need());
    }
    const [stopped] = await Promise.all([stopping.done(), jobs.stop()]);
    if (stopped === 'deaf') {
      runs.stopFailed();
      throw new ProblemError(standing.silenceCode, { board: keeper.found.label });
    }
    if (outputsOffOnStop()) await outputs.turnOff().catch(() => undefined);
  }

  /** Stops what runs, but nothing that somebody else started unless that is wanted. Throws `ProblemError`. */
  async #stopForOther({ stopForeign = false }: StopOptions): Promise<void> {
    const { keeper, standing, starts } = this.#parts;
    standing.needMicroPython();
    if (standing.isForeign && !stopForeign)
      throw new ProblemError('board-foreign-program', { board: keeper.found.label });
    if (standing.isRunning) await this.#halt();
    starts();
  }
}
