// `npm run dist`: packs Nibble for this system into dist/, see electron-builder.js. Words after `--` go to
// electron-builder: `npm run dist -- --dir` stops before the installers.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { ensureBuilt } from './build.js';

const root = fileURLToPath(new URL('..', import.meta.url));

await ensureBuilt();
const electronBuilder = createRequire(import.meta.url).resolve('electron-builder/cli.js');
const words = ['--config', 'build/electron-builder.js', ...process.argv.slice(2)];
const { status } = spawnSync(process.execPath, [electronBuilder, ...words], { cwd: root, stdio: 'inherit' });
process.exitCode = status ?? 1;
