/** What a person pasted, as the board has to get it. */
export interface PastePlan {
  /** Bytes to send, as characters. */
  readonly data: string;
  /** Lines sent as one block in paste mode; 0 where the text goes in as if it were typed. */
  readonly blockLines: number;
}

const ctrlC = '\x03';
const ctrlD = '\x04';
const ctrlE = '\x05';
const prompt = '>>> ';

/**
 * Plans a paste. Several lines at the prompt go in as one block through MicroPython's paste mode,
 * because the prompt would indent each line again. `cursorLine` is the line the cursor is on, cut at
 * the cursor; what was already typed there becomes the beginning of the block. A running program
 * that asks for input gets the lines as if they were typed.
 */
export function planPaste(text: string, atPrompt: boolean, cursorLine: string): PastePlan {
  const clean = withoutControls(text);
  const lines = clean.replace(/\n+$/, '').split('\n');
  if (lines.length === 1 || !atPrompt || !cursorLine.startsWith(prompt)) {
    return { data: clean.replaceAll('\n', '\r'), blockLines: 0 };
  }
  const typed = cursorLine.slice(prompt.length);
  const block = typed ? [typed + lines[0]!, ...lines.slice(1)] : withoutCommonIndent(lines);
  const clearLine = typed ? ctrlC : '';
  return { data: `${clearLine}${ctrlE}${block.join('\r')}${ctrlD}`, blockLines: lines.length };
}

/** Keeps text, line ends (as `\n`) and tabs: a pasted Ctrl-D must not reset the board. */
function withoutControls(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/g, '');
}

/** A piece cut out of a function is indented as a whole, which Python would refuse. */
function withoutCommonIndent(lines: readonly string[]): string[] {
  const indents = lines.filter((line) => line.trim()).map((line) => /^[ \t]*/.exec(line)![0]);
  let common = indents[0] ?? '';
  for (const indent of indents) {
    while (!indent.startsWith(common)) common = common.slice(0, -1);
  }
  return lines.map((line) => (line.trim() ? line.slice(common.length) : ''));
}
