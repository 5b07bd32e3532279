/** Entry of the thread that is a simulated board's interpreter. */

import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { runInterpreter } from '../../runtime/interpreter/interpreter.ts';
import type { InterpreterMessage, InterpreterThreadData } from '../../runtime/interpreter/thread-data.ts';

await runInterpreter(
  workerData as InterpreterThreadData,
  (message: InterpreterMessage) => parentPort?.postMessage(message),
  fs,
  // The build puts it beside this file.
  fileURLToPath(new URL('micropython.wasm', import.meta.url)),
);
