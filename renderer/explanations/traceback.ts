/** One step of the way to the place that failed. */
export interface Frame {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** The function, or `<module>`; absent where the program could not even be read. */
  readonly scope?: string;
}

/** A traceback, taken apart. */
export interface Traceback {
  /** The way, outermost first. */
  readonly frames: readonly Frame[];
  /** The class of the exception: `NameError`. */
  readonly exception: string;
  /** What follows it, cut where nobody would read on; empty for none. */
  readonly message: string;
}

const heading = 'Traceback (most recent call last):';
const frame = /^ {2}File "([^"]*)", line (\d+)(?:, in (.+))?$/;
const ending = /^([A-Za-z_][\w.]*)(?:: ?|$)/;

/** More of a message than anybody reads, in characters. */
const longestMessage = 500;

/** Takes a traceback apart; `null` for any other text. Texts before and after it do not matter. */
export function readTraceback(text: string): Traceback | null {
  const start = text.indexOf(heading);
  if (start < 0) return null;
  const frames: Frame[] = [];
  let at = start + heading.length;
  for (;;) {
    at = text.indexOf('\n', at) + 1;
    if (at === 0) return null;
    const end = text.indexOf('\n', at);
    const line = text.slice(at, Math.min(end < 0 ? text.length : end, at + longestMessage)).trimEnd();
    const found = frame.exec(line);
    if (!found) return withEnding(frames, line);
    const [, file, number, scope] = found;
    frames.push({ file: file!, line: Number(number), ...(scope === undefined ? {} : { scope }) });
  }
}

function withEnding(frames: readonly Frame[], line: string): Traceback | null {
  const found = ending.exec(line);
  return found && { frames, exception: found[1]!, message: line.slice(found[0].length).trim() };
}
