/** Where a board stands: what is connected, what runs and what can be asked of it, out of all who know a part of that. */

import type { BoardState, Problem } from '../api.ts';
import { describeProblem, ProblemError, type ProblemCode } from '../problem.ts';
import type { BoardConnection } from './board-connection.ts';
import { stateOf } from './board-state.ts';
import type { ConnectionKeeper } from './connection-keeper.ts';
import type { ProgramRuns } from './program-runs.ts';
import type { PromptActivity } from './prompt-activity.ts';
import type { ConversationLoss } from './repl-session.ts';
import type { Stopping } from './stopping.ts';

/** Who knows what. */
export interface StandingParts {
  readonly keeper: ConnectionKeeper;
  readonly runs: ProgramRuns;
  readonly stopping: Stopping;
  readonly activity: PromptActivity;
}

/** What a lost conversation means for the program that ran in it. */
const lossProblems: Readonly<Record<ConversationLoss, ProblemCode>> = {
  closed: 'board-not-connected',
  restarted: 'board-restarted',
  silent: 'board-broken-off',
};

/** What is known of one board at this moment. */
export class BoardStanding {
  readonly #parts: StandingParts;

  constructor(parts: StandingParts) {
    this.#parts = parts;
  }

  get #label(): string {
    return this.#parts.keeper.found.label;
  }

  get #connection(): BoardConnection | undefined {
    return this.#parts.keeper.connection;
  }

  /** What windows say about it. */
  get state(): BoardState {
    const { keeper, runs, stopping, activity } = this.#parts;
    return stateOf({
      label: this.#label,
      emulated: keeper.emulation?.state ?? null,
      isConnected: this.#connection !== undefined,
      isConnecting: keeper.isConnecting && !keeper.isReturning,
      isRescued: keeper.isRescued,
      away: keeper.away,
      stopping: stopping.state,
      silence: stopping.isSilent ? this.silenceCode : null,
      otherFirmware: this.otherFirmware,
      isUnsure: !runs.isRunning && (this.#connection?.heardNothing ?? false),
      isRunning: runs.isRunning || activity.shown || this.isForeign,
    });
  }

  /** A program runs: one that was started here, or one under the prompt's own control. `state` tells it a moment later. */
  get isRunning(): boolean {
    return this.#parts.runs.isRunning || (this.isAtWork && !this.#parts.stopping.isSilent);
  }

  /** Something runs under the prompt's own control. */
  get isAtWork(): boolean {
    const session = this.#connection?.session;
    return session !== undefined && !this.#parts.runs.isRunning && !session.conversing && !session.atPrompt;
  }

  /** Something runs that was running when Nibble connected. A board that is switched on from here runs nobody else's. */
  get isForeign(): boolean {
    const connection = this.#connection;
    if (!connection || this.#parts.runs.isRunning || this.#parts.stopping.isSilent) return false;
    return connection.isForeign && !connection.link.capabilities.powerCycle;
  }

  /** It is at its empty prompt and nobody wants anything of it. */
  get isReady(): boolean {
    const isFree = this.otherFirmware === null && !this.#parts.stopping.state;
    return isFree && (this.#connection?.session.atEmptyPrompt ?? false);
  }

  /** What it runs instead of MicroPython, as far as it has said so. */
  get otherFirmware(): string | null {
    const connection = this.#connection;
    if (!connection) return null;
    const { firmware } = connection;
    if (firmware === undefined)
      return this.#parts.keeper.found.nature === 'circuitpython' ? 'CircuitPython' : null;
    return firmware.startsWith('MicroPython') ? null : firmware;
  }

  /** A board that can be switched off from here need not be unplugged, unless that did not help. */
  get silenceCode(): ProblemCode {
    const { keeper, stopping } = this.#parts;
    const { powerCycle, holdBootsel } = keeper.link?.capabilities ?? {};
    const { nature } = keeper.found;
    const mayBeNone = nature === 'bridge' || nature === 'unknown';
    if (mayBeNone && keeper.connection?.firmware === undefined) return 'board-silent-stranger';
    if (!powerCycle) return stopping.isLocked ? 'board-escaped' : 'board-silent';
    return stopping.isLocked && holdBootsel ? 'board-locked' : 'board-silent-switchable';
  }

  /** The connection. Throws `ProblemError` where there is none, or nothing can talk through it. */
  need(): BoardConnection {
    const { emulation, away } = this.#parts.keeper;
    // An emulated Pico may be off because somebody else has it.
    if (emulation?.state?.problem) throw new ProblemError(this.state.problem!);
    if (this.#connection) return this.#connection;
    if (away.name === 'gone' && away.problem) throw new ProblemError(away.problem);
    throw new ProblemError('board-not-connected', { board: this.#label });
  }

  /** The same, of a board that runs nothing. */
  needIdle(): BoardConnection {
    const connection = this.need();
    this.needMicroPython();
    if (this.isRunning) throw new ProblemError('board-running', { board: this.#label });
    return connection;
  }

  /** Throws `ProblemError` where the board is known to run something else. */
  needMicroPython(): void {
    const firmware = this.otherFirmware;
    if (firmware !== null) throw new ProblemError('board-other-firmware', { board: this.#label, firmware });
  }

  /** Why a program has no end that anybody saw. */
  whyLost(loss: ConversationLoss): Problem {
    const { keeper, stopping } = this.#parts;
    const known = loss === 'closed' ? (keeper.emulation?.state?.problem ?? keeper.away.problem) : undefined;
    if (known) return known;
    const code = stopping.isSilent ? this.silenceCode : lossProblems[loss];
    return describeProblem(code, { board: this.#label });
  }
}
