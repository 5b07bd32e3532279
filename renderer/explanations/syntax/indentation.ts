import { inProgram, type Cause, type Span } from '../failure.ts';
import type { PythonText } from '../python-text.ts';

/** Tabs in one line and spaces in the next: they look alike and count differently. */
export const mixedTabs: Cause = inProgram((program, reported) => {
  const line = offendingLine(program, reported);
  const before = program.lineBefore(line);
  const [own, above] = [program.indentation(line), program.indentation(before)];
  const mixes = (own.includes('\t') && above.includes(' ')) || (own.includes(' ') && above.includes('\t'));
  return mixes ? { span: indentationOf(program, line), values: { line, before } } : null;
});

/** A line that starts further right, with no colon above it. */
export const unexpectedIndent: Cause = ({ program, frame }) =>
  program && frame ? { span: indentationOf(program, frame.line) } : {};

/** A line that goes back, but not to where any line above it starts. */
export const unindentMismatch: Cause = ({ program, frame }) =>
  program && frame ? { span: indentationOf(program, offendingLine(program, frame.line)) } : {};

/**
 * MicroPython notices at the end of the line before: the first line from there on that is indented as no
 * block around it is.
 */
function offendingLine(program: PythonText, reported: number): number {
  const open = [0];
  for (let line = 1; line <= program.lines.length; line++) {
    if (!program.begins(line)) continue;
    const depth = program.depth(line);
    const fallsBack = depth < open.at(-1)!;
    while (depth < open.at(-1)!) open.pop();
    if (depth === open.at(-1)) continue;
    if (fallsBack && line >= reported) return line;
    open.push(depth);
  }
  return reported;
}

/** The spaces before a line, or its first character where there are none. */
function indentationOf(program: PythonText, line: number): Span {
  return { line, from: 0, to: Math.max(1, program.indentation(line).length) };
}
