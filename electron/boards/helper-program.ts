/**
 * Small programs that Nibble runs on a board for itself. They leave no name behind, mark what they answer,
 * and answer at most what was asked for.
 */

import type { HelperResult } from '../../runtime/repl/raw-repl.ts';

/** ASCII record and unit separators frame an answer; what a timer prints meanwhile stays outside. */
const answerStart = '\x1e';
const answerEnd = '\x1f';

/** What a helper program answered. */
export interface HelperAnswer {
  /** Lines given to `say`. */
  readonly lines: readonly string[];
  /** MicroPython's errno where an `OSError` ended it. */
  readonly errorNumber?: number;
  /** Any other error, as MicroPython worded it. */
  readonly error?: string;
  /** What others printed meanwhile. */
  readonly stray: Uint8Array;
}

/**
 * Wraps statements so that they run in a namespace of their own, call `say(text)` to answer, and report an
 * `OSError` as its number. Whatever ends one keeps those that follow it from running.
 */
export function helperProgram(statements: readonly string[]): Uint8Array {
  const body = statements.flatMap((statement) => statement.split('\n')).map((line) => ` ${line}`);
  const source = [
    `def say(text): print(${pythonString(answerStart)} + str(text) + ${pythonString(answerEnd)}, end='')`,
    'try:',
    ...body,
    'except OSError as error:',
    " say('!%d' % error.args[0])",
    ' raise',
    '',
  ].join('\n');
  return new TextEncoder().encode(`exec(${pythonString(source)}, {})`);
}

/** A Python string literal. JSON writes the same escapes, and leaves letters of any language as they are. */
export function pythonString(text: string): string {
  return JSON.stringify(text);
}

/** Reads what a helper program printed. */
export function readHelperAnswer(result: HelperResult): HelperAnswer {
  const start = answerStart.charCodeAt(0);
  const end = answerEnd.charCodeAt(0);
  const lines: string[] = [];
  const stray: number[] = [];
  let from = -1;
  result.output.forEach((byte, index) => {
    if (byte === start) from = index + 1;
    else if (byte === end && from >= 0) {
      lines.push(new TextDecoder().decode(result.output.subarray(from, index)));
      from = -1;
    } else if (from < 0) stray.push(byte);
  });
  const error = new TextDecoder().decode(result.error);
  const failed = lines.find((line) => line.startsWith('!'));
  return {
    lines: lines.filter((line) => !line.startsWith('!')),
    stray: Uint8Array.from(stray),
    ...(failed ? { errorNumber: Number(failed.slice(1)) } : {}),
    ...(error && !failed ? { error } : {}),
  };
}
