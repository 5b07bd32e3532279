import type { Answer, OutputLeftOn, RequestValues, RunOutcome } from '../../electron/api.ts';
import { t } from '../../resources/messages/messages.ts';
import type { Asks } from '../asks/asks.svelte.ts';
import { leftOnSentence } from '../boards/left-on-words.ts';
import type { Session } from '../channel/session.svelte.ts';
import type { Boards } from '../boards/boards.svelte.ts';
import { mayStopForeign } from '../boards/foreign-program.ts';
import type { LiveBoard } from '../boards/live-board.svelte.ts';
import type { Rescue } from '../boards/rescue.svelte.ts';
import type { StopFirst } from '../boards/stop-first.ts';
import type { EditorDocument } from '../editor/document.svelte.ts';
import type { Editor } from '../editor/editor.svelte.ts';
import { historyFileOf } from '../history/history-file.ts';
import type { Notices } from '../notices/notices.svelte.ts';

/** One run of a program that this window started. */
export interface ProgramRun {
  readonly board: LiveBoard;
  readonly document: EditorDocument;
  /** The text as it was run. */
  readonly source: string;
}

/** Follows the programs that this window runs. */
export interface ProgramWatcher {
  started(run: ProgramRun): void;
  ended(run: ProgramRun, outcome: RunOutcome): void;
}

/** Running the program in front on the chosen board, stopping it, and keeping it there. */
export class Program {
  /** The document whose program this window started last. */
  lastRun = $state.raw<EditorDocument | null>(null);
  /** What runs, and what is known to start by itself: the same text stays when the Pico is unplugged. */
  #running = $state.raw<string | null>(null);
  #kept = $state.raw<string | null>(null);
  readonly #watchers = new Set<ProgramWatcher>();

  /** Something runs that Run started in this window. */
  readonly startedHere = $derived(this.#running !== null);
  /** The chosen board, as long as the host is there to reach it. */
  readonly #board = $derived.by(() => (this.session.connected ? this.boards.chosen : null));
  readonly canRun = $derived.by(() => (this.#board?.canRun ?? false) && this.editor.active !== null);
  /** Run was given before everything was there for it: it is carried out once that is so. */
  runIsWished = $state(false);
  /** Something that Run needs is on its way: the board connects, or the window opens its first file. */
  readonly runIsComing = $derived.by(() => {
    const board = this.#board;
    if (!board || this.canRun) return false;
    const willAnswer = board.canRun || board.state.name === 'connecting';
    const willHaveText = this.editor.active !== null || this.editor.isOpening;
    return willAnswer && willHaveText;
  });
  readonly canStop = $derived(this.#board?.isRunning ?? false);
  /** The board does what it is asked, now or after Stop. */
  readonly boardAnswers = $derived(this.canStop || (this.#board?.canRun ?? false));
  readonly startsByItself = $derived(this.#board?.summary.startsByItself ?? false);
  /** A sentence about what becomes of the running program when the power goes; `null` for none. */
  readonly fate = $derived.by(() => {
    if (!this.canStop || this.#running === null) return null;
    if (this.startsByItself && this.#kept === this.#running) return t('boardState:startsByItself');
    return this.startsByItself && this.#kept === null ? null : t('boardState:runsUntilUnplugged');
  });

  constructor(
    readonly session: Session,
    readonly boards: Boards,
    readonly editor: Editor,
    readonly asks: Asks,
    readonly notices: Notices,
    readonly stopFirst: StopFirst,
    readonly rescue: Rescue,
  ) {}

  /** Tells of every run from now on. Returns a function that ends it. */
  watch(watcher: ProgramWatcher): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** Runs the program in front, as soon as that can be done. */
  async run(): Promise<void> {
    this.runIsWished = this.runIsComing;
    if (this.runIsWished) return;
    const document = this.editor.active;
    const board = this.boards.chosen;
    if (!document || !board) return;
    const stopForeign = board.runsForeign;
    if (!(await mayStopForeign(this.asks, board, 'run'))) return;
    const run: ProgramRun = { board, document, source: document.text };
    this.notices.dismissAbout('left-on');
    this.lastRun = document;
    this.#running = run.source;
    for (const watcher of this.#watchers) watcher.started(run);
    const { source } = run;
    const program = { source, fileName: document.name, file: historyFileOf(document.place) };
    const answer = await board.run(program, stopForeign);
    this.#running = null;
    this.notices.dismissAbout('stop-first');
    if (!answer.ok) return this.notices.problem(answer.problem);
    const { outcome, leftOn } = answer.value;
    for (const watcher of this.#watchers) watcher.ended(run, outcome);
    if (outcome.kind === 'failed') this.#sayWhatIsOn(leftOn);
  }

  /** Nothing is on its way any more for a Run that was given before. */
  carryOutWish(): void {
    this.runIsWished = false;
    if (this.canRun) void this.run();
    else this.sayToStopFirst();
  }

  /** Somebody wants to run a program while one is running. */
  sayToStopFirst(): void {
    if (!this.canStop) return;
    this.notices.show({
      tone: 'information',
      about: 'stop-first',
      message: t('window:program.stillRunning'),
      hint: t('window:program.stopFirst'),
      action: { label: t('menu:command.program.stop'), run: () => void this.stop() },
      command: 'program.stop',
    });
  }

  /** The first press asks politely, the second forces. */
  async stop(): Promise<void> {
    this.notices.dismissAbout('stop-first');
    const board = this.boards.chosen;
    if (board) this.#stopped(board, await board.stop());
  }

  /** Stops a board that does not answer, without waiting for it to be polite. */
  async wakeUp(): Promise<void> {
    const board = this.boards.chosen;
    if (!board) return;
    const stopping = board.stop();
    void board.stop(); // the second press forces
    this.#stopped(board, await stopping);
  }

  /** A board that no Stop reaches, and that has no switch here, takes the person's hands. */
  #stopped(board: LiveBoard, answer: Answer<RequestValues['board.stop']>): void {
    if (answer.ok) this.#sayWhatIsOn(answer.value.leftOn);
    else if (answer.problem.code === 'board-silent') void this.rescue.begin(board);
    else this.notices.problem(answer.problem);
  }

  /** Saves the program in front so that it starts by itself. Another program there gets another name. */
  async keep(): Promise<void> {
    const document = this.editor.active;
    const board = this.boards.chosen;
    if (!document || !board) return;
    const source = document.text;
    const answer = await this.stopFirst.around([board], () => board.keep(source));
    if (!answer.ok) return this.notices.problem(answer.problem);
    this.#kept = source;
    const { oldName } = answer.value;
    this.notices.show({
      tone: 'success',
      about: 'kept',
      message: t('window:program.kept', { name: document.name }),
      hint: t(oldName ? 'window:program.keptBesideOld' : 'window:program.keptAs', { oldName }),
      action: {
        label: t('menu:command.program.doNotStartByItself'),
        run: () => void this.doNotStartByItself(),
      },
    });
  }

  /** Takes "Keep on the Pico" back. */
  async doNotStartByItself(): Promise<void> {
    const board = this.boards.chosen;
    if (!board) return;
    const answer = await this.stopFirst.around([board], () => board.doNotStartByItself());
    if (answer.ok) {
      this.#kept = null;
      this.notices.dismissAbout('kept');
    }
    this.#say(answer, t('window:program.noLongerStarts'), t('window:program.keptAsOff'));
  }

  async turnEverythingOff(): Promise<void> {
    const board = this.boards.chosen;
    if (!board) return;
    const answer = await this.stopFirst.around([board], () => board.outputsOff());
    if (answer.ok) this.notices.dismissAbout('left-on');
    this.#say(answer, t('window:program.everythingOff'));
  }

  /** What was said to be still on is not any more: the board lost its power or starts anew. */
  forgetWhatIsOn(): void {
    this.notices.dismissAbout('left-on');
  }

  #sayWhatIsOn(leftOn: readonly OutputLeftOn[]): void {
    if (leftOn.length === 0) return;
    this.notices.show({
      tone: 'warning',
      about: 'left-on',
      message: leftOnSentence(leftOn),
      hint: t('window:program.leftOn'),
      action: { label: t('menu:command.board.outputsOff'), run: () => void this.turnEverythingOff() },
    });
  }

  #say(answer: Answer<null>, message: string, hint?: string): void {
    if (answer.ok) this.notices.show({ tone: 'success', message, ...(hint ? { hint } : {}) });
    else this.notices.problem(answer.problem);
  }
}
