import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Faults at every byte, see build/test-faults.js. */
export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  cacheDir: 'out/cache/tests',
  test: {
    include: ['tests/faults/**/*.test.ts'],
    globalSetup: ['tests/support/build-host.ts'],
    maxWorkers: 2,
    // How it goes is told as it goes.
    disableConsoleIntercept: true,
  },
});
