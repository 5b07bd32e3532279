// `npm run test:faults [name …]`: faults at every byte of what is done to a board. Names are parts of paths in tests/faults.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ensureBuilt } from './build.js';

const root = fileURLToPath(new URL('..', import.meta.url));

await ensureBuilt();
const child = spawn(
  process.execPath,
  [
    `${root}node_modules/vitest/vitest.mjs`,
    'run',
    ...['--config', 'build/vitest.faults.config.ts'],
    ...process.argv.slice(2),
  ],
  { cwd: root, stdio: 'inherit' },
);
child.on('close', (status) => {
  process.exitCode = status ?? 1;
});
