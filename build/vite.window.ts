import { svelte } from '@sveltejs/vite-plugin-svelte';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { fetchFirst, firstChunks } from './first-fetches.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Builds the window, and serves it while it is being worked on (`npm run dev`). */
export default defineConfig({
  root: `${root}renderer`,
  // Relative addresses: the same files are served by Electron's protocol and by the browser door.
  base: './',
  cacheDir: `${root}out/cache/window`,
  publicDir: false,
  plugins: [svelte({ configFile: false }), fetchFirst()],
  build: {
    outDir: `${root}out/window`,
    emptyOutDir: true,
    sourcemap: true,
    // What is bundled ships with the licences of its authors.
    license: { fileName: 'licences.md' },
    // The content security policy allows no data: addresses for fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    cssCodeSplit: false,
    rollupOptions: {
      checks: { pluginTimings: false },
      output: { codeSplitting: { groups: firstChunks } },
    },
    chunkSizeWarningLimit: 2000,
  },
  server: { fs: { allow: [root] } },
});
