import type { OutputPiece } from '../../electron/api.ts';
import type { OutputListener } from '../boards/output-stream.ts';

const heading = 'Traceback (most recent call last):';
const prompt = '>>> ';

/** Of a line that is being typed, and of what it prints, this much is kept at most, in characters. */
const keptWhileTyping = 1000;
const keptOfOutput = 20_000;

/**
 * Finds the traceback of a line that was typed at the prompt: in what follows Enter, right before the next
 * prompt. A traceback that a running program prints is followed by no prompt.
 */
export class PromptErrors implements OutputListener {
  #echo = '';
  #output: string | null = null;

  /** `found` is told the traceback and, as well as it can be read from its echo, the line. */
  constructor(readonly found: (traceback: string, line: string) => void) {}

  /** Enter was pressed at the prompt. */
  entered(): void {
    this.#output ??= '';
  }

  pieces(pieces: readonly OutputPiece[]): void {
    for (const { stream, text } of pieces) {
      if (stream !== 'program') this.restarted();
      else if (this.#output === null) this.#echo = (this.#echo + text).slice(-keptWhileTyping);
      else this.#follow(text);
    }
  }

  restarted(): void {
    this.#output = null;
    this.#echo = '';
  }

  #follow(text: string): void {
    const output = ((this.#output ?? '') + text).slice(-keptOfOutput);
    this.#output = output;
    if (!output.endsWith(`\n${prompt}`)) return;
    const start = output.lastIndexOf(heading);
    const line = typedLine(this.#echo + output.slice(0, output.indexOf('\n')));
    this.#output = null;
    this.#echo = prompt;
    if (start >= 0) this.found(output.slice(start, -prompt.length), line);
  }
}

/** The line as it stands after the last prompt, once every correction in its echo was made. */
export function typedLine(echo: string): string {
  const typed = echo.slice(echo.lastIndexOf(prompt) + prompt.length);
  const line: string[] = [];
  let at = 0;
  for (const [part, moves, direction] of typed.matchAll(/\x1b\[(\d*)([A-Za-z])|[^\x1b]/g)) {
    if (direction === 'K') line.length = Math.min(line.length, at);
    else if (direction === 'D') at = Math.max(0, at - Number(moves || 1));
    else if (direction === 'C') at += Number(moves || 1);
    else if (part === '\b') at = Math.max(0, at - 1);
    else if (part >= ' ' && direction === undefined) line[at++] = part;
  }
  return line.join('');
}
