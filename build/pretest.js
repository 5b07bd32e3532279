// `npm test` begins here: plain Node, because nothing may be installed yet.
import { ensureChromium } from './chromium.js';
import { ensurePackages } from './packages.js';
import { ensureSocat } from './socat.js';

ensurePackages();
ensureSocat();
await ensureChromium();
