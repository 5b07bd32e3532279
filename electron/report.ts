/** The text of "report a problem": versions, boards and the last errors; never what is in a file. */

import { release } from 'node:os';
import type { BoardSummary } from './api.ts';

/** How many errors are remembered. */
const remembered = 20;

/** The last errors of this process, for the report. */
export class ErrorLog {
  readonly #entries: string[] = [];

  /** Remembers an error, with the place in our own code it came from. */
  add(where: string, error: unknown): void {
    const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const lines = words.split('\n').slice(0, 6).join('\n  ');
    this.#entries.push(`${new Date().toISOString()} ${where}: ${lines}`);
    if (this.#entries.length > remembered) this.#entries.shift();
  }

  get entries(): readonly string[] {
    return this.#entries;
  }
}

/** Puts the report together. Plain English on purpose: it is read by whoever mends Nibble. */
export function reportText(version: string, boards: readonly BoardSummary[], errors: ErrorLog): string {
  return [
    `Nibble ${version}`,
    `Node ${process.versions.node}${process.versions.electron ? `, Electron ${process.versions.electron}` : ''}`,
    `${process.platform} ${release()} ${process.arch}`,
    '',
    'Boards',
    ...boards.map(
      (board) =>
        `- ${board.label} (${board.kind}): ${board.state.name}, ${board.firmware ?? 'firmware unknown'}`,
    ),
    '',
    'Last errors',
    ...(errors.entries.length > 0 ? errors.entries : ['none']),
    '',
  ].join('\n');
}
