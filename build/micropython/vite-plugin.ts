/**
 * Puts beside the built host the MicroPython that collects garbage (see collecting-garbage.ts) and the
 * images that simulated boards start from.
 */

import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { runnerImport, type Plugin } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));
const original = 'node_modules/@micropython/micropython-webassembly-pyscript/micropython.wasm';
const sources = ['collecting-garbage.ts', 'module-sections.ts'].map((name) => `build/micropython/${name}`);
const binaryen = 'node_modules/binaryen/package.json';
const models = ['pico', 'pico-w'];
const cache = 'out/cache/micropython';

/** Emits `micropython.wasm`. It takes some seconds once; then a copy in out/cache serves. */
export function collectingMicroPython(): Plugin {
  return {
    name: 'collecting-micropython',
    async generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'micropython.wasm', source: await changedModule() });
    },
  };
}

/** Writes an image per model, by the host that was just built. */
export function boardImages(): Plugin {
  return {
    name: 'board-images',
    async writeBundle({ dir }) {
      const maker = `${dir}/make-board-image.js`;
      const make = promisify(execFile);
      // Only one interpreter fits into a process.
      await Promise.all(models.map((model) => make(process.execPath, [maker, model])));
    },
  };
}

async function changedModule(): Promise<Uint8Array> {
  const key = createHash('sha256');
  for (const file of [original, binaryen, ...sources]) key.update(readFileSync(root + file));
  const cached = `${root}${cache}/${key.digest('hex')}.wasm`;
  if (existsSync(cached)) return readFileSync(cached);

  // Only now: loading Binaryen alone takes half a second.
  const { module } = await runnerImport<typeof import('./collecting-garbage.ts')>(
    `${root}build/micropython/collecting-garbage.ts`,
  );
  const changed = module.collectGarbage(readFileSync(root + original));
  mkdirSync(root + cache, { recursive: true });
  // Two builds may run at once: each writes its own file and moves it into place as a whole.
  const own = `${cached}.${process.pid}`;
  writeFileSync(own, changed);
  renameSync(own, cached);
  return changed;
}
