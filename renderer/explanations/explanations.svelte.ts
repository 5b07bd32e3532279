import { tick } from 'svelte';
import type { Channel, RunOutcome } from '../../electron/api.ts';
import type { Asks } from '../asks/asks.svelte.ts';
import type { Boards } from '../boards/boards.svelte.ts';
import type { LiveBoard } from '../boards/live-board.svelte.ts';
import type { Session } from '../channel/session.svelte.ts';
import type { EditorDocument } from '../editor/document.svelte.ts';
import type { Editor } from '../editor/editor.svelte.ts';
import { nameOfPath } from '../editor/place.ts';
import type { DocumentFiles } from '../files/document-files.ts';
import type { Notices } from '../notices/notices.svelte.ts';
import type { Program, ProgramRun } from '../program/program.svelte.ts';
import { ModuleCopying } from './copy-modules.ts';
import { explain, type Circumstances, type ErrorPlace, type Explanation } from './explain.ts';
import { markFailedPlace } from './failed-place.ts';
import { namesOf } from './names/program-names.ts';
import { PromptErrors } from './prompt-errors.ts';
import { PythonText } from './python-text.ts';
import { plainWords } from './words.ts';
import { workspaceModules } from './workspace-modules.ts';

/** An explanation that is showing, and what it is about. */
interface Shown {
  readonly explanation: Explanation;
  readonly board: LiveBoard;
  /** The program that failed; `null` for a line typed at the prompt. */
  readonly run: ProgramRun | null;
}

/** What explanations need of the window. */
export interface ExplanationSurroundings {
  readonly session: Session;
  readonly deliberate: Channel;
  readonly boards: Boards;
  readonly editor: Editor;
  readonly files: DocumentFiles;
  readonly program: Program;
  readonly asks: Asks;
  readonly notices: Notices;
  goTo(fileName: string, line: number, column: number): Promise<boolean>;
}

/** Explains what fails of the programs that this window runs, and of the lines typed in its shell. */
export class Explanations {
  /** Only the title shows. */
  folded = $state(false);
  /** A module is on its way to the board. */
  copying = $state(false);
  #shown = $state.raw<Shown | null>(null);
  #lastRun: ProgramRun | null = null;
  #marked: EditorDocument | null = null;

  /** What shows now, if it is about the chosen board. */
  readonly current = $derived.by(() =>
    this.#shown?.board === this.surroundings.boards.chosen ? this.#shown.explanation : null,
  );

  constructor(readonly surroundings: ExplanationSurroundings) {
    surroundings.program.watch({
      started: (run) => {
        this.#lastRun = run;
        this.close();
      },
      ended: (run, outcome) => void this.#ended(run, outcome),
    });
  }

  /** Listens to what is typed at a board's prompt. Returns a function that ends it. */
  readonly follow = (board: LiveBoard): (() => void) => {
    const errors = new PromptErrors((traceback, line) => this.#failedAtPrompt(board, traceback, line));
    const ends = [
      board.output.listen(errors),
      board.onInput((keys) => {
        if (!keys.includes('\r') || board.state.name !== 'ready') return;
        if (this.#shown?.run === null) this.close();
        errors.entered();
      }),
    ];
    return () => ends.forEach((end) => end());
  };

  /** Puts the explanation and its mark away. */
  readonly close = (): void => {
    this.#shown = null;
    if (this.#marked) this.surroundings.editor.change(this.#marked, { effects: markFailedPlace.of(null) });
    this.#marked = null;
  };

  /** Puts the cursor to the place. */
  readonly goToPlace = ({ file, line, from }: ErrorPlace): void =>
    void this.surroundings.goTo(file, line, from);

  /** Copies the missing module to the board and runs the program again. */
  readonly copyAndRun = async (): Promise<void> => {
    const { deliberate, asks, notices, editor, program } = this.surroundings;
    const shown = this.#shown;
    const module = shown?.explanation.module;
    if (!shown?.run || !module || this.copying) return;
    this.copying = true;
    const isSaved = await this.#saveModule(module.path);
    const { copied, problem } = isSaved
      ? await new ModuleCopying(deliberate, asks, shown.board).copy(module)
      : { copied: false };
    this.copying = false;
    if (problem) notices.problem(problem);
    if (!copied) return;
    editor.bringToFront(shown.run.document);
    await program.run();
  };

  async #ended(run: ProgramRun, outcome: RunOutcome): Promise<void> {
    if (outcome.kind !== 'failed') return;
    const { traceback } = outcome;
    const isImport = traceback.includes('\nImportError: no module');
    const modules = isImport ? await workspaceModules(this.surroundings.session.channel) : [];
    if (run !== this.#lastRun) return;
    const sourceOf = (file: string) => (file === run.document.name ? run.source : this.#textOf(file));
    this.#show(explain(traceback, { sourceOf, modules }), run.board, run);
  }

  #failedAtPrompt(board: LiveBoard, traceback: string, line: string): void {
    const lastRun = this.#lastRun?.board === board ? this.#lastRun : null;
    const circumstances: Circumstances = {
      sourceOf: (file) => (file === '<stdin>' ? line : this.#textOf(file)),
      names: lastRun ? [...namesOf(new PythonText(lastRun.source)).all] : [],
    };
    this.#show(explain(traceback, circumstances), board, null);
  }

  #show(explanation: Explanation | null, board: LiveBoard, run: ProgramRun | null): void {
    if (!explanation) return;
    this.#shown = { explanation, board, run };
    if (explanation.place) this.#mark(explanation.place, explanation, run);
  }

  /** Marks the place if it still is what was run. */
  #mark({ file, line, from, to }: ErrorPlace, explanation: Explanation, run: ProgramRun | null): void {
    const { editor } = this.surroundings;
    const document = run?.document.name === file ? run.document : this.#find(file);
    if (!document || !editor.documents.includes(document)) return;
    const { doc } = document.state;
    const at = doc.line(Math.min(Math.max(line, 1), doc.lines));
    if (document === run?.document && run.source.split('\n', line)[line - 1] !== at.text) return;
    const words = plainWords(explanation.title);
    const place = { from: at.from + Math.min(from, at.length), to: at.from + Math.min(to, at.length), words };
    editor.change(document, { effects: markFailedPlace.of(place) });
    this.#marked = document;
    // Nobody has typed since: the view may go there, once the explanation has taken its room.
    if (document.text === run?.source) void tick().then(() => editor.reveal(document, place.from));
  }

  #find(file: string): EditorDocument | null {
    const name = nameOfPath(file);
    return this.surroundings.editor.documents.find((document) => document.name === name) ?? null;
  }

  #textOf(file: string): string | null {
    return this.#find(file)?.text ?? null;
  }

  /** What is open and changed is saved first: copied is the file. */
  async #saveModule(path: string): Promise<boolean> {
    const { editor, files } = this.surroundings;
    const open = editor.documents.find(
      ({ place }) => place.kind === 'computer' && place.path.replaceAll('\\', '/').endsWith(`/${path}`),
    );
    return !open?.unsaved || files.save(open);
  }
}
