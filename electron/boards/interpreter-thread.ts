/** Entry of the thread that is a simulated board's interpreter. */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { runInterpreter } from '../../runtime/interpreter/interpreter.ts';
import { boardComputer } from './board-computer.ts';
import type { InterpreterMessage, InterpreterThreadData } from '../../runtime/interpreter/thread-data.ts';

const data = workerData as InterpreterThreadData;
/** The build puts these files beside this one. */
const beside = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

await runInterpreter(data, (message: InterpreterMessage) => parentPort?.postMessage(message), boardComputer, {
  wasm: beside('micropython.wasm'),
  image: readFileSync(beside(`${data.model}.image`)),
});
