/** The interpreter's thread: starts from the board's image, then feeds it input until it is ended. */

import { decodeImage, putImage } from './board-image.ts';
import { mountFolder, type HostFileSystem } from './folder-file-system.ts';
import { ReplFeeder } from './repl-feeder.ts';
import { InterpreterSnapshot } from './snapshot.ts';
import { boardFolder, loadBoard } from './start-interpreter.ts';
import type { InterpreterMessage, InterpreterThreadData } from './thread-data.ts';

/** What the build makes for the interpreter. */
export interface InterpreterFiles {
  /** Path of MicroPython as build/micropython makes it. */
  readonly wasm: string;
  /** Path of the image of the board's model. */
  readonly image: string;
}

/** Runs one board until its thread is ended. `tell` reaches the host; `host` is Node's `fs`. */
export async function runInterpreter(
  data: InterpreterThreadData,
  tell: (message: InterpreterMessage) => void,
  host: HostFileSystem,
  files: InterpreterFiles,
): Promise<never> {
  const { core, frames, functions } = await loadBoard(data, tell, files.wasm);
  const image = decodeImage(host.readFileSync(files.image));
  putImage(core.loaded, image, functions);
  frames.ownFile = image.ownFile;
  core.loaded.python.FS.mkdir(boardFolder);
  mountFolder(core.loaded.python.FS, host, data.root, boardFolder);
  core.loaded.python.FS.chdir(boardFolder);
  data.ticker.postMessage(core.loaded.exports.memory.buffer);
  const feeder = new ReplFeeder(core, new InterpreterSnapshot(core.loaded));
  tell('ready');
  feeder.start();
  for (;;) feeder.step();
}
