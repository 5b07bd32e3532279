/** The interpreter's thread: loads MicroPython, then feeds it input until the thread is ended. */

import type { HostFileSystem } from './folder-file-system.ts';
import type { InterpreterMessage, InterpreterThreadData } from './thread-data.ts';

/** Runs one board until its thread is ended. */
export async function runInterpreter(
  _data: InterpreterThreadData,
  _tell: (message: InterpreterMessage) => void,
  _files: HostFileSystem,
): Promise<never> {
  throw new Error('The interpreter does not start yet');
}
