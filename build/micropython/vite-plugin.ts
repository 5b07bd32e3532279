/** Puts the MicroPython that collects garbage (see collecting-garbage.ts) beside the built host. */

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runnerImport, type Plugin } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));
const original = 'node_modules/@micropython/micropython-webassembly-pyscript/micropython.wasm';
const sources = ['collecting-garbage.ts', 'module-sections.ts'].map((name) => `build/micropython/${name}`);
const binaryen = 'node_modules/binaryen/package.json';
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
