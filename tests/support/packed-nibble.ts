import { extractAll } from '@electron/asar';
import { execFile } from 'node:child_process';
import { chmod, cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Electron's mark in its binary; the fuses follow it. See @electron/fuses. */
const fuseSentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

/** A Nibble as people would install it, on a stand-in for Electron, unpacked. */
export interface PackedNibble {
  /** The application's own files, extracted from their archive. */
  readonly application: string;
  /** The folder beside the archive. */
  readonly resources: string;
  /** Electron's fuses in their order: `0` off, `1` on. */
  readonly fuses: string;
}

/** Packs the built Nibble into `folder` for Linux, without its installers. */
export async function packNibble(folder: string): Promise<PackedNibble> {
  const electron = join(folder, 'electron');
  await makeElectron(electron);
  const cli = createRequire(import.meta.url).resolve('electron-builder/cli.js');
  const words = ['--config', 'build/electron-builder.js', '--linux', 'dir', '--x64'];
  await promisify(execFile)(
    process.execPath,
    [cli, ...words, `-c.directories.output=${join(folder, 'dist')}`],
    {
      cwd: root,
      env: { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: electron },
    },
  );
  const packed = join(folder, 'dist', 'linux-unpacked');
  const application = join(folder, 'application');
  extractAll(join(packed, 'resources', 'app.asar'), application);
  return {
    application,
    resources: join(packed, 'resources'),
    fuses: await readFuses(join(packed, 'nibble')),
  };
}

/** What electron-builder expects of an unpacked Electron. */
async function makeElectron(folder: string): Promise<void> {
  await mkdir(join(folder, 'resources'), { recursive: true });
  await mkdir(join(folder, 'locales'));
  const { version } = JSON.parse(
    await readFile(join(root, 'node_modules/electron/package.json'), 'utf8'),
  ) as { version: string };
  await writeFile(join(folder, 'version'), version);
  const binary = join(folder, 'electron');
  await writeFile(binary, `#!/bin/sh\n# ${fuseSentinel}\u0001\u000800000000\n`);
  await chmod(binary, 0o755);
  await cp(binary, join(folder, 'chrome-sandbox'));
}

async function readFuses(binary: string): Promise<string> {
  const content = await readFile(binary, 'latin1');
  const wire = content.indexOf(fuseSentinel) + fuseSentinel.length;
  const count = content.charCodeAt(wire + 1); // behind the wire's version
  return content.slice(wire + 2, wire + 2 + count);
}
