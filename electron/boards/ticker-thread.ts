/** Entry of the thread that wakes a simulated board's interpreter. */

import { workerData } from 'node:worker_threads';
import type { TickerThreadData } from '../../runtime/interpreter/thread-data.ts';
import { runTicker } from '../../runtime/interpreter/ticker.ts';

await runTicker(workerData as TickerThreadData);
