import { chmodSync, existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';
import { boardImages, collectingMicroPython } from './micropython/vite-plugin.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Entry points of the host: the doors, and the threads and processes they start. Each becomes one file in out/host. */
const entries = {
  main: 'electron/main.ts',
  server: 'electron/server.ts',
  cli: 'electron/cli.ts',
  host: 'electron/host.ts',
  desktop: 'electron/desktop/desktop.ts',
  // What build/start.js and build/dev.js use of it.
  'port-watch': 'electron/boards/serial/port-watch.ts',
  'serial-source': 'electron/boards/serial/serial-source.ts',
  'server-options': 'electron/browser/server-options.ts',
  'browser-door': 'electron/browser/browser-door.ts',
  'data-folder': 'electron/data-folder.ts',
  // What tests/support/serial-server.js serves with ports of its own.
  serve: 'electron/browser/serve.ts',
  'interpreter-thread': 'electron/boards/interpreter-thread.ts',
  'ticker-thread': 'electron/boards/ticker-thread.ts',
  'emulator-thread': 'electron/boards/emulator-thread.ts',
  'port-watch-process': 'electron/boards/serial/port-watch-process.ts',
  'syntax-check-thread': 'electron/syntax-check/syntax-check-thread.ts',
  // Runs right after the build.
  'make-board-image': 'build/micropython/make-board-image.ts',
};

/** Lets the command line be started by its name: `out/host/cli.js` is `bin.nibble`. */
const executable: Plugin = {
  name: 'nibble:executable',
  closeBundle() {
    const program = `${root}out/host/cli.js`;
    if (existsSync(program)) chmodSync(program, 0o755);
  },
};

/** Builds what runs on Node: plain ES modules, packages left in node_modules. */
export default defineConfig({
  root,
  cacheDir: 'out/cache/host',
  publicDir: false,
  plugins: [collectingMicroPython(), boardImages(), executable],
  build: {
    ssr: true,
    target: 'node20',
    outDir: 'out/host',
    emptyOutDir: true,
    minify: false,
    sourcemap: true,
    rollupOptions: {
      checks: { pluginTimings: false },
      input: entries,
      external: ['electron'],
      output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
});
