/** A MicroPython board, whatever Link it is behind: what a person does with it, and what it is doing. */

import type { VirtualHardware } from '../../runtime/hardware/virtual-hardware.ts';
import type { Link, Unsubscribe } from '../../runtime/link.ts';
import { t } from '../../resources/messages/messages.ts';
import type { BoardSummary, OutputLeftOn } from '../api.ts';
import { ProblemError } from '../problem.ts';
import type { BoardConnection } from './board-connection.ts';
import type { BoardOptions, RunOptions, StopOptions } from './board-options.ts';
import { BoardOutput } from './board-output.ts';
import type { FoundBoard } from './board-source.ts';
import { BoardStanding } from './board-standing.ts';
import { BoardStorage } from './board-storage.ts';
import { summarise, SummaryChanges } from './board-summary.ts';
import type { CheckedFiles } from './checked-files.ts';
import { ConnectionKeeper } from './connection-keeper.ts';
import { ConversationTurns } from './conversation-turns.ts';
import type { BoardEmulation } from './emulator/board-emulation.ts';
import type { KeptProgram } from './kept-program.ts';
import { LineEffects } from './line-effects.ts';
import { PinOutputs } from './pin-outputs.ts';
import { ProgramControl } from './program-control.ts';
import { ProgramRuns } from './program-runs.ts';
import { PromptActivity } from './prompt-activity.ts';
import { PromptJobs } from './prompt-jobs.ts';
import type { RunResult } from './run-outcome.ts';
import { Stopping } from './stopping.ts';

/** One board, shared by all windows that show it. Jobs throw what `boardProblem` puts into words. */
export class Board {
  readonly #options: BoardOptions;
  readonly #keeper: ConnectionKeeper;
  readonly #turns: ConversationTurns;
  readonly #activity: PromptActivity;
  readonly #lineEffects: LineEffects;
  readonly #stopping: Stopping;
  readonly #runs: ProgramRuns;
  readonly #jobs: PromptJobs;
  readonly #outputs: PinOutputs;
  readonly #storage: BoardStorage;
  readonly #standing: BoardStanding;
  readonly #control: ProgramControl;
  /** It was caught before its program started, and nothing was started since. */
  #wasCaught = false;
  readonly #changes = new SummaryChanges();
  readonly #listeners = new Set<() => void>();
  readonly output: BoardOutput;

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
        this.#storage.mayHaveChanged();
      },
      rescued: async (result) => {
        if (result === 'missed') this.#stopping.escaped();
        else this.#wasCaught = true;
        this.#look();
        await this.#doChores();
        this.#storage.mayHaveChanged();
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
      needIdle: () => this.#standing.needIdle(),
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
      whyLost: (loss) => this.#standing.whyLost(loss),
      leftOn: (connection) => this.#outputs.onWithin(connection),
      changed: look,
    });
    this.#storage = new BoardStorage({
      jobs: this.#jobs,
      link: () => this.#link,
      setsClock: options.setsClock,
      hasChores: options.hasChores !== false,
      filesChanged: () => options.events.filesChanged(),
      changed: () => this.#changed(),
    });
    this.#standing = new BoardStanding({
      keeper: this.#keeper,
      runs: this.#runs,
      stopping: this.#stopping,
      activity: this.#activity,
    });
    this.#lineEffects = new LineEffects({
      clock,
      isQuiet: () => this.#standing.isReady,
      changed: () => this.#storage.mayHaveChanged(),
    });
    this.#control = new ProgramControl({
      keeper: this.#keeper,
      standing: this.#standing,
      turns: this.#turns,
      runs: this.#runs,
      stopping: this.#stopping,
      jobs: this.#jobs,
      outputs: this.#outputs,
      output: this.output,
      outputsOffOnStop: options.outputsOffOnStop,
      starts: () => void (this.#wasCaught = false),
      filesChanged: () => this.#storage.mayHaveChanged(),
      look,
    });
  }

  get id(): string {
    return this.#keeper.found.id;
  }

  get label(): string {
    return this.#keeper.found.label;
  }

  /** Its files; see also `reachFiles`. */
  get files(): CheckedFiles {
    return this.#storage.files;
  }

  /** The board as windows show it. */
  get summary(): BoardSummary {
    const startsByItself = this.#storage.starting.isThere;
    return summarise(this.#keeper, this.#standing, { startsByItself, wasCaught: this.#wasCaught });
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
    return this.#standing.isRunning;
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
  run(source: string, fileName: string, options: RunOptions = {}): Promise<RunResult> {
    return this.#control.run(source, fileName, options);
  }

  /**
   * Stops whatever runs, and what is being done with files; called again meanwhile, it forces. Answers once the board
   * is at its prompt, with the outputs that are still on.
   */
  stop(): Promise<readonly OutputLeftOn[]> {
    return this.#control.stop();
  }

  /** Starts the interpreter anew, as Ctrl-D does: `boot.py` and `main.py` run. Stops what runs first. */
  softReset(options: StopOptions = {}): Promise<void> {
    return this.#control.softReset(options);
  }

  /**
   * Takes the power away and gives it back, where that can be done from here: the program that is kept on
   * the board starts, whatever ran is gone, as after unplugging. Throws `ProblemError`.
   */
  powerCycle(): Promise<void> {
    return this.#control.powerCycle();
  }

  /** Keys typed in the shell. Ctrl-C stops a running program by the ladder; at the prompt it clears the line. */
  type(keys: string): void {
    this.#control.type(keys);
  }

  /**
   * Hands a running program its input, byte for byte; at the prompt it would be typed, so nothing is sent.
   * Resolves once the board has taken it.
   */
  input(bytes: Uint8Array): Promise<void> {
    return this.#control.input(bytes);
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
    return this.#storage.starting.keep(source);
  }

  /** Renames `main.py`, so that nothing starts by itself. */
  doNotStartByItself(): Promise<void> {
    return this.#storage.starting.putAside();
  }

  /** Presses the BOOTSEL button, or lets it go. Throws `ProblemError` where that cannot be done from here. */
  pressBootsel(pressed: boolean): void {
    const { emulation } = this.#keeper;
    if (emulation) emulation.holdBootsel(pressed);
    else if (this.hardware) this.hardware.pressBootsel(pressed);
    else throw new ProblemError('board-no-pins', { board: this.label });
  }

  /** Turns every output off. */
  outputsOff(): Promise<void> {
    return this.#outputs.turnOff();
  }

  get #connection(): BoardConnection | undefined {
    return this.#keeper.connection;
  }

  get #link(): Link | undefined {
    return this.#keeper.link;
  }

  /** Looks at what the connection does now; called after every piece of data, so it costs little. */
  #look(): void {
    this.#stopping.look();
    this.#turns.look();
    if (this.#connection?.session.atPrompt) this.#stopping.answered();
    if (this.#standing.isAtWork) this.#activity.begins();
    else if (this.#activity.ends()) this.#lineEffects.expect();
    if (this.#connection?.session.prompt.takeNewLine()) this.#lineEffects.expect();
    this.#lineEffects.look();
    void this.#doChores();
    this.#changed();
  }

  async #doChores(): Promise<void> {
    const connection = this.#connection;
    if (connection && this.#standing.isReady) await this.#storage.doChores(connection);
  }

  /** Says in the shell that the board went away, once. */
  #sayWhyAway(): void {
    const { name, problem } = this.#keeper.away;
    if (name === 'waiting') this.output.notice(t('board:leftByItself'));
    else if (problem?.code === 'board-not-back') this.output.notice(t('board:notBack'));
    else if (name === 'gone') this.output.notice(t('board:unplugged'));
  }

  #changed(): void {
    if (!this.#changes.isNews(this.summary)) return;
    this.#options.events.changed();
    for (const listener of [...this.#listeners]) listener();
  }
}
