import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** Builds the preload: one CommonJS file without imports, as a sandboxed window demands. */
export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  cacheDir: 'out/cache/preload',
  publicDir: false,
  build: {
    ssr: 'electron/preload.ts',
    target: 'node20',
    outDir: 'out/host',
    emptyOutDir: false,
    minify: false,
    rollupOptions: {
      checks: { pluginTimings: false },
      external: ['electron'],
      output: { format: 'cjs', entryFileNames: 'preload.cjs' },
    },
  },
});
