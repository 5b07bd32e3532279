/** The interpreter's thread: starts from the board's image, then feeds it input until it is ended. */

import { BoardFolder, type BoardComputer } from './files/board-folder.ts';
import { decodeImage, putImage } from './micropython/board-image.ts';
import { mountFolder } from './files/folder-file-system.ts';
import type { FileSystemStream } from './files/package-file-system.ts';
import { PowerCut } from './power-cut.ts';
import { ReplFeeder } from './prompt/repl-feeder.ts';
import { InterpreterSnapshot } from './micropython/snapshot.ts';
import { loadBoard } from './start-interpreter.ts';
import type { InterpreterMessage, InterpreterThreadData } from './thread-data.ts';

/** What the build makes for the interpreter. */
export interface InterpreterFiles {
  /** Path of MicroPython as build/micropython makes it. */
  readonly wasm: string;
  /** The image of the board's model. */
  readonly image: Uint8Array;
}

/** Runs one board until its thread is ended. `tell` reaches the host; `computer` has the board's files. */
export async function runInterpreter(
  data: InterpreterThreadData,
  tell: (message: InterpreterMessage) => void,
  computer: BoardComputer,
  files: InterpreterFiles,
): Promise<never> {
  const { core, frames, functions } = await loadBoard(data, tell, files.wasm);
  const image = decodeImage(files.image);
  putImage(core.loaded, image, functions);
  frames.ownFile = image.ownFile;
  const { FS } = core.loaded.python;
  const folder = new BoardFolder(computer, data.root, 'python');
  mountFolder(FS, folder);
  data.ticker.postMessage(core.loaded.exports.memory.buffer);
  const feeder = new ReplFeeder(core, new InterpreterSnapshot(core.loaded));
  let start = (): void => feeder.start(data.bare);
  for (;;) {
    tell('ready');
    try {
      start();
      for (;;) feeder.step();
    } catch (error) {
      if (!(error instanceof PowerCut)) throw error;
      for (const stream of FS.streams as (FileSystemStream | null | undefined)[]) stream?.open?.abandon();
      start = () => feeder.startAnew(error.bare);
      folder.tidy();
    }
  }
}
