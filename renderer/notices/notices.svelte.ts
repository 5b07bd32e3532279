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
  /** It says what can be read nowhere else: it stays until somebody puts it away. */
  readonly stays?: boolean;
  /** The command of its button: once that cannot be given any more, there is nothing left to say. */
  readonly command?: string;
}

/** A notice that is showing. */
export interface ShownNotice extends NoticeContent {
  readonly id: number;
}

/** What notices need of the command registry: problems name their button by a command. */
export interface NoticeCommands {
  run(id: string): void;
  enabled(id: string): boolean;
}

/** How long a notice stays that needs no answer, in milliseconds. Its button, if any, is in a menu too. */
const readingTime = 10_000;

/** More than this many at once are noise: the oldest goes. */
const mostAtOnce = 3;

/** Quiet messages. They never take the keyboard. */
export class Notices {
  #all = $state.raw<readonly ShownNotice[]>([]);
  #next = 1;

  readonly shown = $derived(
    this.#all.filter(({ command }) => command === undefined || this.commands.enabled(command)),
  );

  constructor(readonly commands: NoticeCommands) {}

  /** Shows a notice; returns a function that puts it away. */
  show(content: NoticeContent): () => void {
    return this.#add(content);
  }

  /**
   * Shows a problem with its next step and, where it has one that can be taken now, its button. What the person
   * cancelled is no news to them.
   */
  problem({ code, message, hint, action }: Problem, tone: 'problem' | 'warning' = 'problem'): void {
    if (code === 'cancelled') return;
    const content = { tone, message, hint, about: code };
    if (!action || !this.commands.enabled(action.command)) return void this.#add(content);
    const run = (): void => this.commands.run(action.command);
    this.#add({ ...content, action: { label: action.label, run }, command: action.command });
  }

  dismiss(id: number): void {
    this.#all = this.#all.filter((notice) => notice.id !== id);
  }

  /** Puts all of them away. */
  dismissAll(): void {
    this.#all = [];
  }

  /** Puts away what was said about something that is no longer so. */
  dismissAbout(about: string): void {
    this.#all = this.#all.filter((notice) => notice.about !== about);
  }

  #add(content: NoticeContent): () => void {
    const id = this.#next++;
    const others = this.#all.filter((other) => !content.about || other.about !== content.about);
    this.#all = [...others, { ...content, id }].slice(-mostAtOnce);
    const needsNoAnswer = content.tone === 'information' || content.tone === 'success';
    if (needsNoAnswer && !content.stays) setTimeout(() => this.dismiss(id), readingTime);
    return () => this.dismiss(id);
  }
}
