// `npm run test:faults [-- --part NUMBER/OF] [name …]`: faults at every byte of what is done to a board. `--part 3/20` is
// one of twenty parts of about the same size, each spread over everything. Names are parts of paths in tests/faults.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ensureBuilt } from './build.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values, positionals } = parseArgs({ options: { part: { type: 'string' } }, allowPositionals: true });

await ensureBuilt();
const child = spawn(
  process.execPath,
  [
    `${root}node_modules/vitest/vitest.mjs`,
    'run',
    '--config',
    'build/vitest.faults.config.ts',
    ...positionals,
  ],
  {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...(values.part && { NIBBLE_FAULT_PART: values.part }) },
  },
);
child.on('close', (status) => {
  process.exitCode = status ?? 1;
});
