import type { Asks, Question } from '../../renderer/asks/asks.svelte.ts';

/** Stands in for the dialog that asks: questions wait in it until the test answers. */
export class ScriptedAsks implements Pick<Asks, 'ask'> {
  #open: { question: Question<string>; answer: (id: string | null) => void }[] = [];
  readonly #waiting: (() => void)[] = [];

  ask<Id extends string>(question: Question<Id>): Promise<Id | null> {
    return new Promise((resolve) => {
      this.#open.push({ question, answer: (id) => resolve(id as Id | null) });
      for (const next of this.#waiting.splice(0)) next();
    });
  }

  /** The next question that is asked; it is answered by what `answer` says of it. */
  async next(answer: (question: Question<string>) => string | null): Promise<Question<string>> {
    while (this.#open.length === 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    const { question, answer: give } = this.#open.shift()!;
    give(answer(question));
    return question;
  }

  /** Questions that nobody has answered yet. */
  get open(): number {
    return this.#open.length;
  }
}
