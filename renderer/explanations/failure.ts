import type { PythonText } from './python-text.ts';
import type { Token } from './python-token.ts';
import type { Frame, Traceback } from './traceback.ts';

/** A file of the workspace that a program could import. */
export interface WorkspaceModule {
  /** What `import` calls it. */
  readonly name: string;
  /** Where it is in the workspace. */
  readonly path: string;
}

/** Part of a line. Columns count UTF-16 units from 0; `to` is after the last. */
export interface Span {
  /** From 1. */
  readonly line: number;
  readonly from: number;
  readonly to: number;
}

/** A failed program, ready to be looked into for the cause. */
export interface Failure {
  readonly traceback: Traceback;
  /** Where it happened, as far as this is about the program itself. */
  readonly frame: Frame | null;
  /** The program that the frame is in, if the window has it. */
  readonly program: PythonText | null;
  /** Named groups of the catalogue's pattern. */
  readonly groups: Readonly<Record<string, string | undefined>>;
  /** Files that `import` could mean. */
  readonly modules: readonly WorkspaceModule[];
  /** Names that the board may know besides those of the program. */
  readonly names: readonly string[];
}

/** What a cause found out. */
export interface Finding {
  /** Where, if more precise than the line of the traceback. */
  readonly span?: Span;
  /** For the sentences. */
  readonly values?: Readonly<Record<string, string | number>>;
  /** What could stand there instead. */
  readonly suggestion?: string;
  /** The file that would help. */
  readonly module?: WorkspaceModule;
}

/** Looks for one probable cause; `null` if it is not this one. */
export type Cause = (failure: Failure) => Finding | null;

/** Looks for a cause in a program that could not be read; `line` is where MicroPython gave up. */
export type SyntaxCause = (program: PythonText, line: number, failure: Failure) => Finding | null;

/** A cause that needs the text of the program, and does not apply without. */
export function inProgram(cause: SyntaxCause): Cause {
  return (failure) =>
    failure.program && failure.frame ? cause(failure.program, failure.frame.line, failure) : null;
}

/** The part of a line that a token takes. */
export function spanOf(token: Token): Span {
  return { line: token.line, from: token.from, to: token.to };
}

/** From one token to another, or to the end of the first one's line if they are on different ones. */
export function spanBetween(first: Token, last: Token): Span {
  return { line: first.line, from: first.from, to: last.line === first.line ? last.to : first.to };
}

/** The one character after a token, or the last one of it where the line ends there. */
export function spanAfter(token: Token): Span {
  return { line: token.line, from: Math.max(token.from, token.to - 1), to: token.to };
}
