import { _electron, expect, test } from '@playwright/test';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findElectron } from '../../build/electron-binary.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const binary = findElectron();
const hasDisplay =
  process.platform !== 'linux' || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);

test('Electron itself opens the window and joins it to the host', async () => {
  test.skip(!binary, "Electron's binary is not on this machine");
  test.skip(!hasDisplay, 'there is no display');
  const home = await mkdtemp(join(tmpdir(), 'nibble-electron-'));
  const application = await _electron.launch({
    executablePath: binary!,
    // Electron's sandbox refuses root, and only then may it be missing.
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), root],
    env: { ...process.env, HOME: home, NIBBLE_DATA_DIR: join(home, 'data') },
  });
  const page = await application.firstWindow();
  await expect(page.getByRole('region', { name: 'Shell' })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Run/ })).toBeEnabled();
  await application.close();
  await rm(home, { recursive: true, force: true });
});
