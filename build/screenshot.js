// `npm run screenshot`: takes the pictures in resources/screenshots from the real window.
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';
import { ensureBuilt } from './build.js';

const root = fileURLToPath(new URL('..', import.meta.url));

await ensureBuilt();
const script = `${root}tests/support/take-screenshots.ts`;
const { module } = await runnerImport(script, { root, configFile: false, logLevel: 'error' });
await module.takeScreenshots(`${root}resources/screenshots`);
