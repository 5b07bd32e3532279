/** How a program indents its blocks. */

/** What one step of indentation is made of. */
export type IndentUnit = '\t' | ' ' | '  ' | '   ' | '    ' | '        ';

/** Four spaces: what Python programs agree on, and what a new file gets. */
const usualUnit: IndentUnit = '    ';

/** Lines that are looked at to find out how a file indents. */
const linesLookedAt = 2000;

const steps: readonly IndentUnit[] = ['  ', '   ', '    ', '        '];

/**
 * How a text indents, told from its first lines: tabs where most indented lines begin with one, else
 * the width by which lines are most often indented further than the line before.
 */
export function unitOf(text: string): IndentUnit {
  let tabbed = 0;
  let spaced = 0;
  let before = 0;
  const votes = new Map<number, number>();
  for (const line of text.split('\n', linesLookedAt)) {
    const indentation = /^[\t ]*/.exec(line)![0];
    if (indentation.length === line.length) continue;
    if (indentation.startsWith('\t')) tabbed += 1;
    else if (indentation !== '') spaced += 1;
    const further = indentation.length - before;
    if (further > 0) votes.set(further, (votes.get(further) ?? 0) + 1);
    before = indentation.length;
  }
  if (tabbed > spaced) return '\t';
  const most = Math.max(0, ...steps.map((step) => votes.get(step.length) ?? 0));
  // A tie goes to the narrower: the wider may be two of it.
  return steps.find((step) => most > 0 && votes.get(step.length) === most) ?? usualUnit;
}
