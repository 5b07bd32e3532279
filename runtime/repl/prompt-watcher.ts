/**
 * Sees from what a board prints whether it stands at a friendly prompt.
 *
 * The friendly REPL has no frames; its prompts are the beginning of a line. A program can print the same, so
 * this is for showing what the board does. Whoever needs the prompt for sure enters the raw REPL, whose
 * frames tell.
 */

/** Prompts of the friendly REPL, of its continuation lines, and of paste mode. */
const prompts = ['>>> ', '... ', '=== '];
/** Only the beginning of a line matters, in characters. */
const longestBeginning = 16;

/** Watches one board's text. */
export class PromptWatcher {
  #line = '';

  /** Takes the next piece of text; pieces may be cut anywhere. */
  watch(text: string): void {
    const lineStart = text.lastIndexOf('\n') + 1;
    const before = lineStart > 0 ? '' : this.#line;
    if (before.length < longestBeginning)
      this.#line = before + text.slice(lineStart, lineStart + longestBeginning);
  }

  /** The board waits for somebody to type, and nothing stands behind the prompt; an indented line is nothing yet. */
  get atBarePrompt(): boolean {
    return prompts.includes(this.#line.slice(0, 4)) && this.#line.slice(4).trim() === '';
  }

  /** The board waits for somebody to type. */
  get atPrompt(): boolean {
    return prompts.some((prompt) => this.#line.startsWith(prompt));
  }

  /** The board waits at `>>> `, and nothing was typed there yet. */
  get atEmptyPrompt(): boolean {
    return this.#line === '>>> ';
  }

  /** The cursor stands at the beginning of a line. */
  get atLineStart(): boolean {
    return this.#line === '';
  }

  /** Forgets the line: the board was reset, or its text was swallowed up to a prompt (`'>>> '`). */
  restart(line = ''): void {
    this.#line = line;
  }
}
