import type { Problem } from '../../electron/api.ts';
import type { NoticeTone } from '../widgets/notice-tone.ts';

/** What a notice says, and the one button it may have. */
export interface NoticeContent {
  readonly tone: NoticeTone;
  readonly message: string;
  readonly hint?: string;
  readonly action?: { readonly label: string; run(): void };
  /** A notice about the same thing replaces the one before. */
  readonly about?: string;
}

/** A notice that is showing. */
export interface ShownNotice extends NoticeContent {
  readonly id: number;
}

/** How long a notice stays that needs no answer, in milliseconds. */
const readingTime = 7000;

/** More than this many at once are noise: the oldest goes. */
const mostAtOnce = 3;

/** Quiet messages in a corner. They never take the keyboard. */
export class Notices {
  shown = $state.raw<readonly ShownNotice[]>([]);
  #next = 1;

  /** `runCommand` gives a command of the registry: problems name their button so. */
  constructor(readonly runCommand: (id: string) => void) {}

  /** Shows a notice; returns a function that puts it away. */
  show(content: NoticeContent): () => void {
    const id = this.#next++;
    const others = this.shown.filter((other) => !content.about || other.about !== content.about);
    this.shown = [...others, { ...content, id }].slice(-mostAtOnce);
    const needsNoAnswer = !content.action && (content.tone === 'information' || content.tone === 'success');
    if (needsNoAnswer) setTimeout(() => this.dismiss(id), readingTime);
    return () => this.dismiss(id);
  }

  /** Shows a problem with its next step and, where it has one, its button. */
  problem(problem: Problem, tone: 'problem' | 'warning' = 'problem'): void {
    const { action } = problem;
    this.show({
      tone,
      message: problem.message,
      hint: problem.hint,
      about: problem.code,
      action: action && { label: action.label, run: () => this.runCommand(action.command) },
    });
  }

  dismiss(id: number): void {
    this.shown = this.shown.filter((notice) => notice.id !== id);
  }

  /** Puts away what was said about something that is no longer so. */
  dismissAbout(about: string): void {
    this.shown = this.shown.filter((notice) => notice.about !== about);
  }
}
