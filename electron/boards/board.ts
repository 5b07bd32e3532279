/** A MicroPython board, whatever Link it is behind: what a person does with it, and what it is doing. */

import type { Clock } from '../../runtime/clock.ts';
import { outputsLeftOn } from '../../runtime/hardware/outputs-left-on.ts';
import type { VirtualHardware } from '../../runtime/hardware/virtual-hardware.ts';
import { LinkError, type CloseReason, type Link, type Unsubscribe } from '../../runtime/link.ts';
import { endOfData } from '../../runtime/repl/control-codes.ts';
import { clearLine, runProgram } from '../../runtime/repl/raw-repl.ts';
import { t } from '../../resources/messages/messages.ts';
import type { BoardState, BoardSummary, OutputLeftOn } from '../api.ts';
import { printableName } from '../local-files/file-names.ts';
import { describeProblem, ProblemError } from '../problem.ts';
import { BoardEmulation } from './emulator/board-emulation.ts';
import { BoardConnection } from './board-connection.ts';
import { BoardOutput } from './board-output.ts';
import { awayState, linkProblem } from './board-problems.ts';
import { ConversationTurns } from './conversation-turns.ts';
import { PromptActivity } from './prompt-activity.ts';
import type { FoundBoard } from './board-source.ts';
import { CheckedFiles } from './checked-files.ts';
import { helperProgram, type HelperAnswer } from './helper-program.ts';
import { keepProgram, putProgramAside, type KeptProgram } from './kept-program.ts';
import { outputsOffProgram } from './outputs-off.ts';
import { ConversationLost } from './repl-session.ts';
import { ReplFiles } from './repl-files.ts';
import { StopLadder } from './stop-ladder.ts';
import { nameProgram, outcomeOf, type RunResult } from './run-outcome.ts';

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
}

/** One board, shared by all windows that show it. Jobs throw what `boardProblem` puts into words. */
export class Board {
  readonly #options: BoardOptions;
  #found: FoundBoard;
  #link: Link | undefined;
  #makingLink: Promise<Link> | undefined;
  #connection: BoardConnection | undefined;
  #connecting: Promise<void> | undefined;
  /** Somebody wants to be connected: whenever it can be done, it is. */
  #wanted = false;
  #emulation: BoardEmulation | undefined;
  /** The state while there is no connection. */
  #away: BoardState = { name: 'disconnected' };
  /** Somebody waits for it to be plugged in. */
  #rescuing = false;
  readonly #turns: ConversationTurns;
  readonly #activity: PromptActivity;
  #run: { stopAsked: boolean } | undefined;
  #ladder: StopLadder | undefined;
  #forceOffered = false;
  #silent = false;
  /** Not even a restart brought it to its prompt: what it starts by itself holds it. */
  #locked = false;
  #startsByItself: boolean | undefined;
  #kept: KeptProgram | undefined;
  /** What `changed` was last told about. */
  #shown = '';
  readonly #listeners = new Set<() => void>();
  readonly output: BoardOutput;
  readonly files: CheckedFiles;

  constructor(found: FoundBoard, options: BoardOptions) {
    this.#found = found;
    this.#options = options;
    this.#turns = new ConversationTurns(options.clock, () => (this.#silent = true));
    this.#activity = new PromptActivity(options.clock, () => this.#changed());
    this.output = new BoardOutput(options.clock, (held) => this.#connection?.gate.hold(this.output, held));
    const overRepl = new ReplFiles((programs) => this.#runHelpers(programs));
    this.files = new CheckedFiles(
      () => this.#link?.capabilities.files ?? overRepl,
      () => this.#filesChanged(),
    );
  }

  get id(): string {
    return this.#found.id;
  }

  get label(): string {
    return this.#found.label;
  }

  /** The board as windows show it. */
  get summary(): BoardSummary {
    const { id, kind, label, port, serialNumber, usb, simulated, model } = this.#found;
    const firmware = this.#connection?.firmware;
    return {
      id,
      kind,
      label,
      state: this.#state(),
      ...(port !== undefined && { port }),
      ...(serialNumber !== undefined && { serialNumber }),
      ...(usb && { usb }),
      ...(firmware !== undefined && { firmware }),
      ...(simulated !== undefined && { simulated }),
      ...(model && { model }),
      ...(this.#link?.capabilities.powerCycle && { switchable: true }),
      ...(this.#startsByItself !== undefined && { startsByItself: this.#startsByItself }),
      ...(this.#emulation && { emulation: this.#emulation.summary }),
    };
  }

  /** The board's cable and buttons, where it is emulated: once there is a Link. Throws `ProblemError`. */
  async emulation(): Promise<BoardEmulation> {
    await this.#needLink();
    if (this.#emulation) return this.#emulation;
    throw new ProblemError('board-not-emulated', { board: this.label });
  }

  /** Where it shows its drive, in BOOTSEL mode; absolute. */
  get driveFolder(): string | undefined {
    return this.#found.drives?.list()[0]?.volume;
  }

  /** The board's pins, where they can be watched and driven. */
  get hardware(): VirtualHardware | undefined {
    return this.#link?.capabilities.hardware;
  }

  /** Connects, or does nothing if connected. A program that is running there goes on. */
  connect(): Promise<void> {
    this.#wanted = true;
    if (this.#connection) return Promise.resolve();
    this.#connecting ??= this.#open().finally(() => {
      this.#connecting = undefined;
      this.#changed();
    });
    this.#changed();
    return this.#connecting;
  }

  /** Disconnects; what runs on a board of its own goes on there. */
  async disconnect(): Promise<void> {
    this.#wanted = false;
    await this.#connecting?.catch(() => undefined);
    const connection = this.#connection;
    if (connection) this.#lost(connection, { name: 'disconnected' });
    await connection?.close();
  }

  /** Disconnects, and takes the power of one that is emulated here. */
  async end(): Promise<void> {
    await this.disconnect();
    await this.#emulation?.end();
    this.#emulation = undefined;
    this.#link = undefined;
    this.#makingLink = undefined;
    this.#away = { name: 'disconnected' };
  }

  /** Waits for the board to be plugged in. */
  rescue(): void {
    this.#rescuing = this.#wanted = true;
    this.#changed();
  }

  /** Does not wait any longer. */
  endRescue(): void {
    this.#rescuing = false;
    this.#changed();
  }

  /** Takes over what a source now says about this board. One that was to be connected connects again. */
  async replace(found: FoundBoard): Promise<void> {
    const wanted = this.#wanted;
    await this.end();
    this.#found = found;
    if (wanted) await this.connect();
    else this.#changed();
  }

  /** Runs a program and answers when it has ended. Whatever runs is stopped first; then `started` is called. */
  async run(source: string, fileName: string, started?: () => void): Promise<RunResult> {
    await this.connect();
    if (this.#isRunning) await this.stop();
    return this.#turns.take(() => this.#runNow(source, printableName(fileName) || 'main.py', started));
  }

  /**
   * Stops whatever runs; called again meanwhile, it forces. Answers once the board is at its prompt, with
   * the outputs that are still on.
   */
  async stop(): Promise<readonly OutputLeftOn[]> {
    if (this.#ladder) this.#ladder.force();
    else if (this.#isRunning || this.#silent) this.#climb();
    const result = await this.#ladder?.done;
    if (result === 'deaf') throw new ProblemError(this.#silentCode, { board: this.label });
    if (this.#options.outputsOffOnStop()) await this.outputsOff();
    return this.#leftOn();
  }

  /** Starts the interpreter anew, as Ctrl-D does: `boot.py` and `main.py` run. Stops what runs first. */
  async softReset(): Promise<void> {
    if (this.#isRunning) await this.stop();
    await this.#turns.take(async () => {
      const connection = this.#need();
      const { session } = connection;
      if (!session.atEmptyPrompt) await this.#turns.converse(connection, clearLine, () => {}, 'always');
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
    if (this.#isRunning && keys.includes('\x03')) {
      void this.stop().catch(() => undefined); // its state says what came of it
      return;
    }
    // At an empty prompt Ctrl-A would enter the raw REPL; as "beginning of the line" it means nothing there.
    void session.type(encode(session.atEmptyPrompt ? keys.replace(/^\x01+/, '') : keys));
  }

  /**
   * Hands a running program its input, byte for byte; at the prompt it would be typed, so nothing is sent.
   * Resolves once the board has taken it.
   */
  async input(bytes: Uint8Array): Promise<void> {
    if (this.#run) await this.#connection?.session.type(bytes); // a run that lost it ends by itself
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
  async keep(source: string): Promise<KeptProgram> {
    this.#kept = await keepProgram(this.files, source, this.#kept?.content);
    return this.#kept;
  }

  /** Renames `main.py`, so that nothing starts by itself. */
  async doNotStartByItself(): Promise<void> {
    await putProgramAside(this.files);
  }

  /** Presses the BOOTSEL button, or lets it go. Throws `ProblemError` where that cannot be done from here. */
  pressBootsel(pressed: boolean): void {
    if (this.#emulation) this.#emulation.holdBootsel(pressed);
    else if (this.hardware) this.hardware.pressBootsel(pressed);
    else throw new ProblemError('board-no-pins', { board: this.label });
  }

  /** Turns every output off. */
  async outputsOff(): Promise<void> {
    if (this.hardware && !this.#emulation) this.hardware.outputsOff();
    else await this.#runHelpers([helperProgram([outputsOffProgram])]);
  }

  // ------------------------------------------------------------------ connection

  async #open(): Promise<void> {
    try {
      const link = await this.#needLink();
      const connection = this.#connectionOver(link);
      if (link.capabilities.startsOnOpen) this.output.startLine(); // its banner follows the old prompt
      await connection.open();
      this.#connection = connection;
      this.#silent = false;
      connection.gate.reopened();
    } catch (error) {
      if (error instanceof ProblemError) {
        this.#away = awayState(error.problem.code === 'emulator-in-use' ? 'busy' : 'error', error.problem);
        throw error;
      }
      const emulated = this.#emulation?.state;
      if (emulated?.problem && emulated.name !== 'gone') throw new ProblemError(emulated.problem);
      const { reason, message } = error instanceof LinkError ? error : new LinkError('error', String(error));
      const failure = linkProblem(reason, this.label, message);
      this.#away = awayState(reason, failure.problem);
      throw failure;
    }
    this.#look();
    this.#filesChanged();
  }

  #needLink(): Promise<Link> {
    this.#makingLink ??= this.#makeLink().catch((error: unknown) => {
      this.#makingLink = undefined;
      throw error;
    });
    return this.#makingLink;
  }

  async #makeLink(): Promise<Link> {
    const link = (this.#link = await this.#found.createLink());
    const { emulation } = link.capabilities;
    if (emulation) {
      this.#emulation = new BoardEmulation({
        link,
        clock: this.#options.clock,
        emulation,
        drives: this.#found.drives,
        flashFile: this.#found.flashFile,
        board: this.label,
        changed: () => this.#changed(),
        started: () => {
          if (this.#wanted) void this.connect().catch(() => undefined); // the state tells
        },
      });
    }
    return link;
  }

  #connectionOver(link: Link): BoardConnection {
    const connection: BoardConnection = new BoardConnection(link, this.#options.clock, {
      friendlyOutput: (bytes) => this.output.program(bytes),
      changed: () => this.#look(),
      restarted: () => {
        this.output.notice(t('board:restarted'));
        this.#look();
      },
      closed: (reason) => this.#closed(connection, reason),
    });
    return connection;
  }

  #closed(connection: BoardConnection, reason: CloseReason): void {
    if (connection !== this.#connection) return;
    this.#lost(connection, awayState(reason, linkProblem(reason, this.label, '').problem));
    if (reason === 'reset') void this.connect().catch(() => undefined); // the state tells
  }

  #lost(connection: BoardConnection, away: BoardState): void {
    this.#away = away;
    if (connection === this.#connection) this.#connection = undefined;
    this.#ladder?.look();
    this.#changed();
  }

  #need(): BoardConnection {
    const emulated = this.#emulation?.state;
    // It may be off because somebody else has it.
    if (emulated?.problem) throw new ProblemError(this.#state().problem ?? emulated.problem);
    if (this.#connection) return this.#connection;
    throw new ProblemError('board-not-connected', { board: this.label });
  }

  // ------------------------------------------------------------------ state

  /** A program runs: one that was started here, or one under the prompt's own control. */
  get #isRunning(): boolean {
    if (this.#run) return true;
    const session = this.#connection?.session;
    return session !== undefined && !session.conversing && !session.atPrompt && !this.#silent;
  }

  /** A board that can be switched off from here need not be unplugged, unless that did not help. */
  get #silentCode(): 'board-silent' | 'board-silent-switchable' | 'board-locked' {
    const { powerCycle, holdBootsel } = this.#link?.capabilities ?? {};
    if (!powerCycle) return 'board-silent';
    return this.#locked && holdBootsel ? 'board-locked' : 'board-silent-switchable';
  }

  #state(): BoardState {
    const emulated = this.#emulation?.state;
    const isOff = emulated?.name === 'gone';
    const isElse = this.#connecting !== undefined || ['busy', 'silent'].includes(this.#away.name);
    if (emulated && !(isOff && isElse)) return emulated;
    if (this.#connecting && !this.#connection) return { name: 'connecting' };
    if (!this.#connection) return this.#rescuing ? { name: 'rescuing' } : this.#away;
    if (this.#ladder) return { name: 'stopping', force: this.#forceOffered };
    if (this.#silent) {
      return { name: 'silent', problem: describeProblem(this.#silentCode, { board: this.label }) };
    }
    return { name: this.#run || this.#activity.shown ? 'running' : 'ready' };
  }

  /** Looks at what the connection does now; called after every piece of data, so it costs little. */
  #look(): void {
    this.#ladder?.look();
    this.#turns.look();
    const session = this.#connection?.session;
    if (session?.atPrompt) this.#silent = this.#locked = false;
    const busy = session !== undefined && !this.#run && !session.conversing && !session.atPrompt;
    if (busy) this.#activity.begins();
    else if (this.#activity.ends()) this.#filesChanged();
    this.#changed();
  }

  #changed(): void {
    const state = this.#state();
    const shown = `${state.name} ${state.force} ${state.problem?.code} ${this.#connection?.firmware} ${this.#startsByItself} ${JSON.stringify(this.#emulation?.summary)}`;
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#options.events.changed();
    for (const listener of [...this.#listeners]) listener();
  }

  #filesChanged(): void {
    this.#options.events.filesChanged();
    void this.#lookForMain();
  }

  /** Only where looking does not disturb the interpreter. */
  async #lookForMain(): Promise<void> {
    const files = this.#link?.capabilities.files;
    const entries = await files?.list('/').catch(() => undefined);
    if (!entries) return;
    this.#startsByItself = entries.some((entry) => entry.name === 'main.py');
    this.#changed();
  }

  // ------------------------------------------------------------------ jobs

  async #runNow(source: string, fileName: string, started?: () => void): Promise<RunResult> {
    const connection = this.#need();
    const { session } = connection;
    const run = (this.#run = { stopAsked: false });
    this.output.started(t('board:runs', { fileName }));
    started?.();
    this.#look();
    try {
      const options = { softReset: true, clearLine: !session.atEmptyPrompt };
      const program = encode(source);
      const error = await this.#turns.converse(
        connection,
        (incoming) => runProgram(incoming, program, options),
        (bytes) => this.output.program(bytes),
        'hand-over',
      );
      const traceback = nameProgram(new TextDecoder().decode(error), fileName);
      this.output.error(traceback);
      const outcome = outcomeOf(traceback, run.stopAsked);
      if (outcome.kind === 'stopped') this.output.notice(t('board:stopped', { fileName }));
      this.output.prompt();
      return { outcome, leftOn: this.#leftOn() };
    } catch (error) {
      if (!(error instanceof ConversationLost)) throw error;
      if (run.stopAsked) this.output.notice(t('board:stopped', { fileName }));
      return { outcome: { kind: run.stopAsked ? 'stopped' : 'lost' }, leftOn: [] };
    } finally {
      this.#run = undefined;
      this.#look();
      this.#filesChanged();
    }
  }

  /** Runs programs of our own at the prompt; what others print meanwhile is shown as always. */
  async #runHelpers(programs: readonly Uint8Array[]): Promise<HelperAnswer[]> {
    this.#need();
    if (this.#isRunning) throw new ProblemError('board-running', { board: this.label });
    try {
      return await this.#turns.take(() =>
        this.#turns.runHelpers(this.#need(), programs, (bytes) => this.output.program(bytes)),
      );
    } finally {
      this.#look();
    }
  }

  #climb(): void {
    const connection = this.#need();
    const { session } = connection;
    if (this.#run) this.#run.stopAsked = true;
    const release = connection.gate.letThrough();
    this.#forceOffered = false;
    const ladder = new StopLadder(this.#options.clock, {
      interrupt: () => session.interrupt(),
      interruptNow: () => session.interruptNow(),
      isIdle: () => connection !== this.#connection || (!this.#run && session.atPrompt),
      offerForce: () => {
        if (!this.#forceOffered) this.output.notice(t('board:stillFinishing'));
        this.#forceOffered = true;
        this.#changed();
      },
      ...(connection.link.capabilities.powerCycle && { powerCycle: () => connection.powerCycle(true) }),
    });
    this.#ladder = ladder;
    void ladder.done.then((result) => {
      this.#ladder = undefined;
      this.#silent = this.#locked = result === 'deaf';
      release();
      this.#look();
    });
    this.#changed();
  }

  #leftOn(): readonly OutputLeftOn[] {
    return this.hardware ? outputsLeftOn(this.hardware.snapshot()) : [];
  }
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
