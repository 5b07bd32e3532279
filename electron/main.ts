/** The door of the Electron window: hands Electron to what starts in it, before anything is awaited. */

import * as electron from 'electron';
import { fileURLToPath } from 'node:url';
import { processStreams } from './command-line/streams.ts';
import { start } from './desktop/start.ts';

const paths = {
  window: fileURLToPath(new URL('../window', import.meta.url)),
  preload: fileURLToPath(new URL('preload.cjs', import.meta.url)),
};
// Not awaited: Electron becomes ready only after this file has run.
void start(electron, paths, { argv: process.argv, folder: process.cwd(), streams: processStreams });
