/** Entry of the thread that compiles programs to see whether they can be understood. */

import { fileURLToPath } from 'node:url';
import { parentPort } from 'node:worker_threads';
import { loadSyntaxChecker } from '../../runtime/interpreter/syntax-check.ts';
import type { SyntaxThreadMessage } from './syntax-checks.ts';

const tell = (message: SyntaxThreadMessage): void => parentPort!.postMessage(message);
/** The build puts this file beside this one. */
const wasm = fileURLToPath(new URL('micropython.wasm', import.meta.url));

// Out of memory: the thread ends at once, which the host notices.
const check = await loadSyntaxChecker(wasm, () => process.exit());
parentPort!.on('message', (source: string) => tell(check(source)));
tell('ready');
