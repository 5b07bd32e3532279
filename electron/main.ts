/** The door of the Electron window: hands Electron to the desktop, before anything is awaited. */

import * as electron from 'electron';
import { fileURLToPath } from 'node:url';
import { openDesktop } from './desktop/desktop.ts';

// Not awaited: Electron becomes ready only after this file has run.
void openDesktop(electron, {
  window: fileURLToPath(new URL('../window', import.meta.url)),
  preload: fileURLToPath(new URL('preload.cjs', import.meta.url)),
});
