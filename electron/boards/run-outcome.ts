/** How a program ended, from the error text MicroPython gave. */

import type { OutputLeftOn, RunOutcome } from '../api.ts';

/** How a run ended and what it left behind. */
export interface RunResult {
  readonly outcome: RunOutcome;
  /** Outputs that are still on, where it failed: what ends well may mean them to be, and Stop says its own. */
  readonly leftOn: readonly OutputLeftOn[];
}

/** Names the program in a traceback: the raw REPL calls whatever it is given `<stdin>`. */
export function nameProgram(traceback: string, fileName: string): string {
  return traceback.replaceAll('File "<stdin>"', () => `File "${fileName}"`);
}

/** The outcome behind an error text (empty if there was none), and whether Stop was pressed. */
export function outcomeOf(traceback: string, stopAsked: boolean): RunOutcome {
  if (isInterrupt(traceback) || (stopAsked && traceback === '')) return { kind: 'stopped' };
  if (traceback === '') return { kind: 'finished' };
  return { kind: 'failed', traceback: traceback.replaceAll('\r\n', '\n') };
}

/** True for a traceback whose exception is the one that Ctrl-C raises. */
function isInterrupt(traceback: string): boolean {
  const lines = traceback.trimEnd().split(/\r?\n/);
  return /^KeyboardInterrupt\b/.test(lines.at(-1) ?? '');
}
