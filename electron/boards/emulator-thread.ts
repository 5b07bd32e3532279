/** Entry of the thread that is an emulated Pico. */

import { parentPort, workerData } from 'node:worker_threads';
import { systemClock } from '../../runtime/clock.ts';
import { runEmulator } from '../../runtime/emulator/thread/emulator-thread.ts';
import type { EmulatorMessage, EmulatorThreadData } from '../../runtime/emulator/thread/thread-data.ts';
import { FlashFile } from './emulator/flash-file.ts';

const data = workerData as EmulatorThreadData;

runEmulator(data, new FlashFile(data.flashFile, systemClock), (message: EmulatorMessage) =>
  parentPort?.postMessage(message),
);
