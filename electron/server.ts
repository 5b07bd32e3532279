/** The browser door as a program: `node out/host/server.js [--port N] [--no-open]`. */

import { fileURLToPath } from 'node:url';
import { serveBrowser } from './browser/serve.ts';

const window = fileURLToPath(new URL('../window', import.meta.url));
await serveBrowser(process.argv.slice(2), window);
