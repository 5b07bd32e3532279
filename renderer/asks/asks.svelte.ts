/** One way to answer; `look` as of a button. */
export interface AskChoice<Id extends string> {
  readonly id: Id;
  readonly label: string;
  readonly look: 'outlined' | 'filled' | 'danger';
  /** Enter does this; else the last one that loses nothing. */
  readonly proposed?: true;
}

/** A question in front of everything. Putting it away answers `null`. */
export interface Question<Id extends string> {
  readonly title: string;
  readonly description?: string;
  /** The one that does it last, as dialogs show them. */
  readonly choices: readonly AskChoice<Id>[];
}

interface OpenQuestion<Subject> {
  readonly question: Question<string> & Subject;
  answer(id: string | null): void;
}

/** Asks one question after the other. `Subject` is what a question shows besides its words. */
export class Asks<Subject = unknown> {
  #waiting = $state.raw<readonly OpenQuestion<Subject>[]>([]);

  /** The question that shows now. */
  readonly current = $derived(this.#waiting[0]?.question ?? null);

  /** Asks when all questions before are answered. */
  ask<Id extends string>(question: Question<Id> & Subject): Promise<Id | null> {
    return new Promise((resolve) => {
      const open = { question, answer: (id: string | null) => resolve(id as Id | null) };
      this.#waiting = [...this.#waiting, open];
    });
  }

  /** Answers the question that shows. */
  answer(id: string | null): void {
    const [first, ...rest] = this.#waiting;
    this.#waiting = rest;
    first?.answer(id);
  }
}
