/** The browser door as a program: `node out/host/server.js [--port N] [--no-open]`. */

import { fileURLToPath } from 'node:url';
import { catalogue } from '../resources/messages/messages.ts';
import { speakPseudo } from '../resources/messages/pseudo.ts';
import { serveBrowser } from './browser/serve.ts';

const window = fileURLToPath(new URL('../window', import.meta.url));
// For tests: see pseudo.ts.
if (process.env['NIBBLE_LANGUAGE'] === 'pseudo') speakPseudo(catalogue);
await serveBrowser(process.argv.slice(2), window);
