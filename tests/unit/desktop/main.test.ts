import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { ElectronStandIn as StandIn } from '../../support/electron-stand-in.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const mocked = vi.hoisted(() => ({ electron: undefined as StandIn | undefined }));
vi.mock('electron', async () => {
  const { ElectronStandIn } = await import('../../support/electron-stand-in.ts');
  mocked.electron = new ElectronStandIn();
  return mocked.electron.parts;
});

test('main.ts opens a window with what was built beside it', async () => {
  vi.stubEnv('NIBBLE_DATA_DIR', join(await temporaryFolder(), 'data'));
  await import('../../../electron/main.ts');
  const electron = mocked.electron!;
  await vi.waitFor(() => expect(electron.windows[0]?.shown).toBe(true));
  expect(electron.windows[0]!.options.webPreferences?.preload).toMatch(/preload\.cjs$/);
  electron.app.quit();
  expect(await electron.app.ended).toBe(0);
  vi.unstubAllEnvs();
});
