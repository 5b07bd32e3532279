/** What the Electron program does when it is started: opens its window, or is the command line. */

import { commandLine } from '../command-line/command-line.ts';
import type { Streams } from '../command-line/streams.ts';
import { openDesktop, type ElectronParts, type WindowPaths } from './desktop.ts';
import { filesAmong, isCommandLine, wordsOf } from './start-words.ts';

/** The process around the door; a test's own in tests. */
export interface StartedProcess {
  readonly argv: readonly string[];
  readonly folder: string;
  readonly streams: Streams;
}

/**
 * Starts what the words ask for. Call it at once when the process starts: Electron becomes ready only
 * after the main file has run.
 */
export async function start(
  electron: ElectronParts,
  paths: WindowPaths,
  started: StartedProcess,
): Promise<void> {
  const { app } = electron;
  const words = wordsOf(started.argv, app.isPackaged);
  if (!isCommandLine(words)) return openDesktop(electron, paths, filesAmong(words, started.folder));
  app.dock?.hide();
  app.exit(await commandLine(words, started.streams));
}
