/** A MicroPython board, whatever Link it is behind: what a person does with it, and what it is doing. */

import type { Clock } from '../../runtime/clock.ts';
import type { VirtualHardware } from '../../runtime/hardware/virtual-hardware.ts';
import type { Link, Unsubscribe } from '../../runtime/link.ts';
import { endOfData } from '../../runtime/repl/control-codes.ts';
import { clearLine } from '../../runtime/repl/prompts.ts';
import { t } from '../../resources/messages/messages.ts';
import type { BoardState, BoardSummary, OutputLeftOn, Problem } from '../api.ts';
import { printableName } from '../local-files/file-names.ts';
import { describeProblem, ProblemError, type ProblemCode } from '../problem.ts';
import type { BoardConnection } from './board-connection.ts';
import { BoardOutput } from './board-output.ts';
import type { FoundBoard } from './board-source.ts';
import { stateOf } from './board-state.ts';
import { CheckedFiles } from './checked-files.ts';
import { ConnectionKeeper } from './connection-keeper.ts';
import { ConversationTurns } from './conversation-turns.ts';
import type { BoardEmulation } from './emulator/board-emulation.ts';
import type { KeptProgram } from './kept-program.ts';
import { PinOutputs } from './pin-outputs.ts';
import { ProgramRuns } from './program-runs.ts';
import { PromptActivity } from './prompt-activity.ts';
import { PromptJobs } from './prompt-jobs.ts';
import { ReadyChores } from './ready-chores.ts';
import { ReplFiles } from './repl-files/repl-files.ts';
import type { ConversationLoss } from './repl-session.ts';
import type { RunResult } from './run-outcome.ts';
import { StartingProgram } from './starting-program.ts';
import { Stopping } from './stopping.ts';

/** What a board tells its host. */
export interface BoardEvents {
  /** `summary` may be different now. */
  changed(): void;
  /** Its files may have changed. */
  filesChanged(): void;
}

/** What a board is given. */
export interface BoardOptions {
  readonly clock: Clock;
  readonly events: BoardEvents;
  /** Asked at every Stop: whether to turn all outputs off. */
  readonly outputsOffOnStop: () => boolean;
  /** Asked once per connection: whether to set the board's clock. */
  readonly setsClock: () => boolean;
  /** False for a board that is left as it is when it becomes ready, see `ReadyChores`. */
  readonly hasChores?: boolean;
}

/** What may be stopped for something else. */
export interface StopOptions {
  /** Also what was running when Nibble connected. Else that is the problem `board-foreign-program`. */
  readonly stopForeign?: boolean;
}

/** What a lost conversation means for the program that ran in it. */
const lossProblems: Readonly<Record<ConversationLoss, ProblemCode>> = {
  closed: 'board-not-connected',
  restarted: 'board-restarted',
  silent: 'board-broken-off',
};

/** How a program is run. */
export interface RunOptions extends StopOptions {
  /** Called once it is this program's turn. */
  readonly started?: (() => void) | undefined;
}

/** One board, shared by all windows that show it. Jobs throw what `boardProblem` puts into words. */
export class Board {
  readonly #options: BoardOptions;
  readonly #keeper: ConnectionKeeper;
  readonly #turns: ConversationTurns;
  readonly #activity: PromptActivity;
  readonly #stopping: Stopping;
  readonly #runs: ProgramRuns;
  readonly #jobs: PromptJobs;
  readonly #outputs: PinOutputs;
  readonly #starting: StartingProgram;
  readonly #chores: ReadyChores;
  /** It was caught before its program started, and nothing was started since. */
  #wasCaught = false;
  /** What `changed` was last told about. */
  #shown = '';
  readonly #listeners = new Set<() => void>();
  readonly output: BoardOutput;
  readonly files: CheckedFiles;

  constructor(found: FoundBoard, options: BoardOptions) {
    const { clock } = (this.#options = options);
    const look = () => this.#look();
    this.output = new BoardOutput(clock, (held) => this.#connection?.gate.hold(this.output, held));
    this.#keeper = new ConnectionKeeper(found, clock, {
      opening: (link) => {
        // What it says follows the old prompt, or what was printed when it went away.
        if (!this.#keeper.isReturning || link.capabilities.startsOnOpen) this.output.startLine();
      },
      opened: async () => {
        this.#stopping.answered();
        this.#look();
        await this.#doChores();
        this.#filesChanged();
      },
      rescued: async (result) => {
        if (result === 'missed') this.#stopping.escaped();
        else this.#wasCaught = true;
        this.#look();
        await this.#doChores();
        this.#filesChanged();
      },
      isSilent: () => this.#stopping.isSilent,
      isBusy: () => this.#runs.isRunning || !(this.#connection?.session.prompt.isIdle ?? true),
      lost: () => {
        this.#sayWhyAway();
        this.#wasCaught = false;
        this.#stopping.look();
        this.#changed();
      },
      friendlyOutput: (bytes) => this.output.program(bytes),
      active: look,
      restarted: () => {
        this.output.notice(t('board:restarted'));
        this.#look();
      },
      changed: () => this.#changed(),
    });
    this.#turns = new ConversationTurns(clock, () => this.#stopping.fellSilent());
    this.#activity = new PromptActivity(clock, () => this.#changed());
    this.#jobs = new PromptJobs({
      turns: this.#turns,
      output: this.output,
      needIdle: () => this.#needIdle(),
      ended: look,
    });
    this.#outputs = new PinOutputs({
      turns: this.#turns,
      jobs: this.#jobs,
      watched: () => this.hardware,
      driven: () => (this.#keeper.emulation ? undefined : this.hardware),
    });
    this.#stopping = new Stopping({
      clock,
      output: this.output,
      isIdle: (connection) =>
        connection !== this.#connection || (!this.#runs.isRunning && connection.session.atPrompt),
      changed: look,
    });
    this.#runs = new ProgramRuns({
      turns: this.#turns,
      output: this.output,
      whyLost: (loss) => this.#whyLost(loss),
      leftOn: (connection) => this.#outputs.onWithin(connection),
      changed: look,
    });
    const overRepl = new ReplFiles((job, signal) => this.#jobs.run(job, { signal }));
    this.files = new CheckedFiles(
      () => this.#link?.capabilities.files ?? overRepl,
      () => {
        this.#filesChanged();
        // Nibble just had the prompt for itself, so looking there disturbs nobody.
        if (this.#chores.haveBegun && !this.#link?.capabilities.files) void this.#starting.look(overRepl);
      },
    );
    this.#starting = new StartingProgram(this.files, () => this.#changed());
    this.#chores = new ReadyChores({
      jobs: this.#jobs,
      setsClock: options.setsClock,
      lookForMain: (files) => this.#starting.look(files),
    });
  }

  get id(): string {
    return this.#keeper.found.id;
  }

  get label(): string {
    return this.#keeper.found.label;
  }

  /** The board as windows show it. */
  get summary(): BoardSummary {
    const { id, kind, label, shortName, port, serialNumber, usb, nature, simulated, model } =
      this.#keeper.found;
    const { emulation } = this.#keeper;
    const firmware = this.#connection?.firmware;
    const startsByItself = this.#starting.isThere;
    return {
      id,
      kind,
      label,
      state: this.#state(),
      ...(shortName !== undefined && { shortName }),
      ...(port !== undefined && this.#keeper.isListed && { port }),
      ...(serialNumber !== undefined && { serialNumber }),
      ...(usb && { usb }),
      ...(nature && { nature }),
      ...(firmware !== undefined && { firmware }),
      ...(this.#isForeign && { foreign: true }),
      ...(this.#wasCaught && startsByItself === true && { caught: true }),
      ...(simulated !== undefined && { simulated }),
      ...(model && { model }),
      ...(this.#link?.capabilities.powerCycle && { switchable: true }),
      ...(startsByItself !== undefined && { startsByItself }),
      ...(emulation && { emulation: emulation.summary }),
    };
  }

  /** The board's cable and buttons, where it is emulated: once there is a Link. Throws `ProblemError`. */
  async emulation(): Promise<BoardEmulation> {
    await this.#keeper.needLink();
    const { emulation } = this.#keeper;
    if (emulation) return emulation;
    throw new ProblemError('board-not-emulated', { board: this.label });
  }

  /** Where it shows its drive, in BOOTSEL mode; absolute. */
  get driveFolder(): string | undefined {
    return this.#keeper.found.drives?.list()[0]?.volume;
  }

  /** A program runs: one that was started here, or one under the prompt's own control. `summary` tells it a moment later. */
  get isRunning(): boolean {
    if (this.#runs.isRunning) return true;
    const session = this.#connection?.session;
    return session !== undefined && !session.conversing && !session.atPrompt && !this.#stopping.isSilent;
  }

  /** The board's pins, where they can be watched and driven. */
  get hardware(): VirtualHardware | undefined {
    return this.#link?.capabilities.hardware;
  }

  /** Connects, or does nothing if connected. A program that is running there goes on. */
  connect(): Promise<void> {
    return this.#keeper.connect();
  }

  /** Makes `files` usable: without the interpreter where they can be reached so, else by connecting. */
  async reachFiles(): Promise<void> {
    const link = await this.#keeper.needLink();
    if (!link.capabilities.files) await this.connect();
  }

  /** Disconnects; what runs on a board of its own goes on there. */
  disconnect(): Promise<void> {
    return this.#keeper.disconnect();
  }

  /** Disconnects, and takes the power of one that is emulated here. */
  end(): Promise<void> {
    return this.#keeper.end();
  }

  /** Waits for the board to be plugged in. */
  rescue(): Promise<void> {
    return this.#keeper.rescue();
  }

  /** Does not wait any longer. */
  endRescue(): Promise<void> {
    return this.#keeper.endRescue();
  }

  /** A source lists it, still or again, see `ConnectionKeeper.listed`. */
  listed(found: FoundBoard): void {
    this.#keeper.listed(found);
  }

  /** It is this Pico that waits for firmware there, see `ConnectionKeeper.isInBootselAs`. */
  isInBootselAs(found: FoundBoard): boolean {
    return this.#keeper.isInBootselAs(found);
  }

  /** No source lists it any more. */
  unlisted(): void {
    this.#keeper.unlisted();
  }

  /** Takes over what a source now says about this board. One that was to be connected connects again. */
  replace(found: FoundBoard): Promise<void> {
    return this.#keeper.replace(found);
  }

  /** Runs a program and answers when it has ended. Whatever runs is stopped first; then `started` is called. */
  async run(source: string, fileName: string, options: RunOptions = {}): Promise<RunResult> {
    const { started } = options;
    await this.connect();
    await this.#stopForOther(options);
    const program = { source, fileName: printableName(fileName) || 'main.py', started };
    return this.#turns.take(async () => {
      try {
        return await this.#runs.run(this.#need(), program);
      } finally {
        this.#filesChanged();
      }
    });
  }

  /**
   * Stops whatever runs, and what is being done with files; called again meanwhile, it forces. Answers once the board
   * is at its prompt, with the outputs that are still on.
   */
  async stop(): Promise<readonly OutputLeftOn[]> {
    await this.#halt();
    return this.#outputs.on();
  }

  /** Stops whatever goes on, without a look at what it leaves on. */
  async #halt(): Promise<void> {
    if (this.#stopping.state || this.isRunning || this.#stopping.isSilent) {
      this.#runs.stopAsked();
      this.#stopping.press(this.#need());
    }
    const [stopped] = await Promise.all([this.#stopping.done(), this.#jobs.stop()]);
    if (stopped === 'deaf') {
      throw new ProblemError(this.#silenceCode, { board: this.label });
    }
    if (this.#options.outputsOffOnStop()) await this.outputsOff().catch(() => undefined);
  }

  /** Starts the interpreter anew, as Ctrl-D does: `boot.py` and `main.py` run. Stops what runs first. */
  async softReset(options: StopOptions = {}): Promise<void> {
    await this.#stopForOther(options);
    await this.#turns.take(async () => {
      const connection = this.#need();
      const { session } = connection;
      if (!session.atEmptyPrompt) await this.#turns.converse(connection, clearLine);
      void session.type(Uint8Array.of(endOfData));
    });
  }

  /**
   * Takes the power away and gives it back, where that can be done from here: the program that is kept on
   * the board starts, whatever ran is gone, as after unplugging. Throws `ProblemError`.
   */
  async powerCycle(): Promise<void> {
    const connection = this.#need();
    if (!connection.link.capabilities.powerCycle) {
      throw new ProblemError('board-not-switchable', { board: this.label });
    }
    this.output.notice(t('board:powerCycled'));
    await connection.powerCycle(false);
    this.#look();
    this.#filesChanged();
  }

  /** Keys typed in the shell. Ctrl-C stops a running program by the ladder; at the prompt it clears the line. */
  type(keys: string): void {
    const { session } = this.#need();
    const isStop = keys.includes('\x03');
    if (isStop && this.isRunning) {
      void this.#halt().catch(() => undefined); // its state says what came of it
      return;
    }
    if (isStop) void this.#jobs.stop();
    // At an empty prompt Ctrl-A would enter the raw REPL; as "beginning of the line" it means nothing there.
    const typed = session.atEmptyPrompt ? keys.replace(/^\x01+/, '') : keys;
    void session.type(new TextEncoder().encode(typed));
  }

  /**
   * Hands a running program its input, byte for byte; at the prompt it would be typed, so nothing is sent.
   * Resolves once the board has taken it.
   */
  async input(bytes: Uint8Array): Promise<void> {
    if (this.#runs.isRunning) await this.#connection?.session.type(bytes); // a run that lost it ends by itself
  }

  /** Holds the board back while somebody who listens is behind; Stop is heard all the same. */
  holdBack(listener: unknown, held: boolean): void {
    this.#connection?.gate.hold(listener, held);
  }

  /** Calls `listener` whenever `summary` may be different. */
  onChange(listener: () => void): Unsubscribe {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Saves a program as `main.py`, see `keepProgram`. */
  keep(source: string): Promise<KeptProgram> {
    return this.#starting.keep(source);
  }

  /** Renames `main.py`, so that nothing starts by itself. */
  doNotStartByItself(): Promise<void> {
    return this.#starting.putAside();
  }

  /** Presses the BOOTSEL button, or lets it go. Throws `ProblemError` where that cannot be done from here. */
  pressBootsel(pressed: boolean): void {
    const { emulation } = this.#keeper;
    if (emulation) emulation.holdBootsel(pressed);
    else if (this.hardware) this.hardware.pressBootsel(pressed);
    else throw new ProblemError('board-no-pins', { board: this.label });
  }

  /** Turns every output off. */
  async outputsOff(): Promise<void> {
    await this.#outputs.turnOff();
  }

  get #connection(): BoardConnection | undefined {
    return this.#keeper.connection;
  }

  get #link(): Link | undefined {
    return this.#keeper.link;
  }

  /** The connection. Throws `ProblemError` where there is none, or nothing can talk through it. */
  #need(): BoardConnection {
    // An emulated Pico may be off because somebody else has it.
    if (this.#keeper.emulation?.state?.problem) throw new ProblemError(this.#state().problem!);
    if (this.#connection) return this.#connection;
    const { name, problem } = this.#keeper.away;
    if (name === 'gone' && problem) throw new ProblemError(problem);
    throw new ProblemError('board-not-connected', { board: this.label });
  }

  #needIdle(): BoardConnection {
    const connection = this.#need();
    const firmware = this.#otherFirmware;
    if (firmware !== null) throw new ProblemError('board-other-firmware', { board: this.label, firmware });
    if (this.isRunning) throw new ProblemError('board-running', { board: this.label });
    return connection;
  }

  /** Something runs that was running when Nibble connected. A board that is switched on from here runs nobody else's. */
  get #isForeign(): boolean {
    const connection = this.#connection;
    if (!connection || this.#runs.isRunning || this.#stopping.isSilent) return false;
    return connection.isForeign && !connection.link.capabilities.powerCycle;
  }

  /** What it runs instead of MicroPython, as far as it has said so. */
  get #otherFirmware(): string | null {
    const connection = this.#connection;
    if (!connection) return null;
    const { firmware } = connection;
    if (firmware === undefined) return this.#keeper.found.nature === 'circuitpython' ? 'CircuitPython' : null;
    return firmware.startsWith('MicroPython') ? null : firmware;
  }

  /** A board that can be switched off from here need not be unplugged, unless that did not help. */
  get #silenceCode(): ProblemCode {
    const { powerCycle, holdBootsel } = this.#link?.capabilities ?? {};
    const { nature } = this.#keeper.found;
    const mayBeNone = nature === 'bridge' || nature === 'unknown';
    if (mayBeNone && this.#connection?.firmware === undefined) return 'board-silent-stranger';
    if (!powerCycle) return this.#stopping.isLocked ? 'board-escaped' : 'board-silent';
    return this.#stopping.isLocked && holdBootsel ? 'board-locked' : 'board-silent-switchable';
  }

  #state(): BoardState {
    return stateOf({
      label: this.label,
      emulated: this.#keeper.emulation?.state ?? null,
      isConnected: this.#connection !== undefined,
      isConnecting: this.#keeper.isConnecting && !this.#keeper.isReturning,
      isRescued: this.#keeper.isRescued,
      away: this.#keeper.away,
      stopping: this.#stopping.state,
      silence: this.#stopping.isSilent ? this.#silenceCode : null,
      otherFirmware: this.#otherFirmware,
      isUnsure: !this.#runs.isRunning && (this.#connection?.heardNothing ?? false),
      isRunning: this.#runs.isRunning || this.#activity.shown || this.#isForeign,
    });
  }

  /** Looks at what the connection does now; called after every piece of data, so it costs little. */
  #look(): void {
    this.#stopping.look();
    this.#turns.look();
    const session = this.#connection?.session;
    if (session?.atPrompt) this.#stopping.answered();
    const isBusy = session !== undefined && !this.#runs.isRunning && !session.conversing && !session.atPrompt;
    if (isBusy) this.#activity.begins();
    else if (this.#activity.ends()) this.#filesChanged();
    void this.#doChores();
    this.#changed();
  }

  /** Once per connection, when the board is ready; not where its files can be reached without disturbing it. */
  async #doChores(): Promise<void> {
    const connection = this.#connection;
    const isReady =
      connection?.session.atEmptyPrompt && this.#otherFirmware === null && !this.#stopping.state;
    if (!connection || !isReady) return;
    if (this.#options.hasChores === false || connection.link.capabilities.files) return;
    await this.#chores.doFor(connection);
  }

  /** Stops what runs, but nothing that somebody else started unless that is wanted. Throws `ProblemError`. */
  async #stopForOther({ stopForeign = false }: StopOptions): Promise<void> {
    const firmware = this.#otherFirmware;
    if (firmware !== null) throw new ProblemError('board-other-firmware', { board: this.label, firmware });
    if (this.#isForeign && !stopForeign)
      throw new ProblemError('board-foreign-program', { board: this.label });
    if (this.isRunning) await this.#halt();
    this.#wasCaught = false;
  }

  /** Why a program has no end that anybody saw. */
  #whyLost(loss: ConversationLoss): Problem {
    const { away, emulation } = this.#keeper;
    const known = loss === 'closed' ? (emulation?.state?.problem ?? away.problem) : undefined;
    if (known) return known;
    const code = this.#stopping.isSilent ? this.#silenceCode : lossProblems[loss];
    return describeProblem(code, { board: this.label });
  }

  /** Says in the shell that the board went away, once. */
  #sayWhyAway(): void {
    const { name, problem } = this.#keeper.away;
    if (name === 'waiting') this.output.notice(t('board:leftByItself'));
    else if (problem?.code === 'board-not-back') this.output.notice(t('board:notBack'));
    else if (name === 'gone') this.output.notice(t('board:unplugged'));
  }

  #changed(): void {
    const { label, shortName, port, state, firmware, foreign, caught, startsByItself, emulation } =
      this.summary;
    const shown = JSON.stringify([
      ...[label, shortName, port, state, firmware, foreign, caught, startsByItself, emulation],
    ]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#options.events.changed();
    for (const listener of [...this.#listeners]) listener();
  }

  #filesChanged(): void {
    this.#options.events.filesChanged();
    // Only where looking does not disturb the interpreter.
    const files = this.#link?.capabilities.files;
    if (files) void this.#starting.look(files);
  }
}
