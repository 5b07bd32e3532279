import { expect, test } from '@playwright/test';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packNibble } from '../support/packed-nibble.ts';
import { serveNibble } from '../support/served-nibble.ts';

test('what is packed starts, runs a program, and holds only what is needed', async ({ page }) => {
  test.setTimeout(120_000);
  const folder = await mkdtemp(join(tmpdir(), 'nibble-dist-'));
  try {
    const { application, resources, fuses } = await packNibble(folder);

    // RunAsNode, NodeOptions, inspector and file: off; encryption of cookies, integrity, only this archive: on.
    expect(fuses).toBe('01001100');
    const prebuilds = join(resources, 'app.asar.unpacked/node_modules/@serialport/bindings-cpp/prebuilds');
    expect(await readdir(prebuilds)).toEqual(['linux-arm', 'linux-arm64', 'linux-x64']);
    const everything = await readdir(application, { recursive: true });
    const surplus =
      /\.(map|ts|svelte|c|h|gyp)$|^(tests|build|renderer|electron|runtime)|node_modules.(svelte|vite|electron)$/;
    expect(everything.filter((path) => surplus.test(path))).toEqual([]);
    for (const licence of [
      join(application, 'LICENSE'),
      join(application, 'out/window/licences.md'),
      join(resources, 'licences/inter/LICENSE'),
    ]) {
      expect(existsSync(licence), licence).toBe(true);
    }

    const nibble = await serveNibble({ server: join(application, 'out/host/server.js') });
    try {
      await page.goto(nibble.url);
      await page.getByRole('button', { name: /^Run/ }).click();
      await expect(page.getByRole('status').first()).toContainText('Running');
    } finally {
      await nibble.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
