/** The words that the Electron program was started with. */

import { resolve } from 'node:path';

/** Words that begin a command of the command line. */
const commands = new Set(['run', 'repl', 'boards', 'help', '--help', '-h', '--version']);

/** What follows the program's own name; from the sources, Electron is told the project's folder first. */
export function wordsOf(argv: readonly string[], isPackaged: boolean): readonly string[] {
  return argv.slice(isPackaged ? 1 : 2);
}

/**
 * Whether the words are a command, such as `run FILE`. The installed program is the command line as well:
 * it lets nobody use it as Node, so `nibble` cannot start a program of its own.
 */
export function isCommandLine(words: readonly string[]): boolean {
  return words[0] !== undefined && commands.has(words[0]);
}

/** Absolute paths of the files among the words; relative ones are looked for in `folder`. Switches are Chromium's. */
export function filesAmong(words: readonly string[], folder: string): string[] {
  return words.filter((word) => word !== '' && !word.startsWith('-')).map((word) => resolve(folder, word));
}
