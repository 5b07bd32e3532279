/** Programs that people run on a board, one after another. */

import type { ProgramCourse } from '../../runtime/repl/program-end.ts';
import { runProgram } from '../../runtime/repl/raw-repl.ts';
import { t } from '../../resources/messages/messages.ts';
import type { OutputLeftOn, Problem } from '../api.ts';
import type { ProblemCode } from '../problem.ts';
import type { BoardConnection } from './board-connection.ts';
import type { BoardOutput } from './board-output.ts';
import type { ConversationTurns } from './conversation-turns.ts';
import { ConversationLost, type ConversationLoss } from './repl-session.ts';
import { nameProgram, outcomeOf, type RunResult } from './run-outcome.ts';

/** The shell has said so when a board went away like this. */
const saidBefore: ReadonlySet<string> = new Set<ProblemCode>([
  'board-gone',
  'board-restarting',
  'board-restarted',
]);

/** What it takes to run programs. */
export interface RunParts {
  readonly turns: ConversationTurns;
  readonly output: BoardOutput;
  /** The outputs that are on now; asked within a turn. */
  readonly leftOn: (connection: BoardConnection) => Promise<readonly OutputLeftOn[]>;
  /** Why the board was lost that a program ran on. */
  readonly whyLost: (loss: ConversationLoss) => Problem;
  /** `isRunning` is different now. */
  readonly changed: () => void;
}

/** A program to be run. */
export interface ProgramToRun {
  readonly source: string;
  /** Names it in tracebacks and in the shell. */
  readonly fileName: string;
  /** Called once it is this program's turn. */
  readonly started?: (() => void) | undefined;
}

/** The one program that runs, and how each ended. */
export class ProgramRuns {
  readonly #parts: RunParts;
  #current: { stopAsked: boolean } | undefined;

  constructor(parts: RunParts) {
    this.#parts = parts;
  }

  get isRunning(): boolean {
    return this.#current !== undefined;
  }

  /** Whoever ends what runs now does so on purpose. */
  stopAsked(): void {
    if (this.#current) this.#current.stopAsked = true;
  }

  /** Nobody got there: what ends it now is something else. */
  stopFailed(): void {
    if (this.#current) this.#current.stopAsked = false;
  }

  /** Runs a program within a turn; what it prints is output. Answers when it has ended. */
  async run(connection: BoardConnection, { source, fileName, started }: ProgramToRun): Promise<RunResult> {
    const { output, leftOn, changed } = this.#parts;
    const run = (this.#current = { stopAsked: false });
    output.started(t('board:runs', { fileName }));
    started?.();
    changed();
    try {
      const traceback = nameProgram(await this.#carryOut(connection, source), fileName);
      output.error(traceback);
      const outcome = outcomeOf(traceback, run.stopAsked);
      if (outcome.kind === 'stopped') output.notice(t('board:stopped', { fileName }));
      output.prompt();
      return { outcome, leftOn: outcome.kind === 'failed' ? await leftOn(connection) : [] };
    } catch (error) {
      if (!(error instanceof ConversationLost)) throw error;
      if (run.stopAsked) {
        output.notice(t('board:stopped', { fileName }));
        return { outcome: { kind: 'stopped' }, leftOn: [] };
      }
      const problem = this.#parts.whyLost(error.loss);
      output.notice(
        t('board:cutOff', { fileName, why: saidBefore.has(problem.code) ? '' : problem.message }).trim(),
      );
      return { outcome: { kind: 'lost', problem }, leftOn: [] };
    } finally {
      this.#current = undefined;
      changed();
    }
  }

  /** The value is the error text as MicroPython gave it. */
  async #carryOut(connection: BoardConnection, source: string): Promise<string> {
    const { turns, output } = this.#parts;
    const { session } = connection;
    const course: ProgramCourse = {
      get hasInput() {
        return session.course.hasInput;
      },
      get endMayBeLost() {
        return session.course.endMayBeLost;
      },
    };
    const options = { softReset: true, clearLine: !session.atEmptyPrompt, course };
    const program = new TextEncoder().encode(source);
    const error = await turns.converse(connection, (incoming) => runProgram(incoming, program, options), {
      output: (bytes) => output.program(bytes),
      isProgram: true,
    });
    return new TextDecoder().decode(error);
  }
}
