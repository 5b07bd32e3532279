import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { builtFile } from '../../electron/built-files.ts';
import type { EmulatorLinkOptions } from '../../runtime/emulator/emulator-link-options.ts';
import { EmulatorLink } from '../../runtime/emulator/emulator-link.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A Link to an emulated Pico with this in its flash, for the running test; without power yet. */
export async function createEmulatorLink(
  flash: Uint8Array,
  options: Partial<EmulatorLinkOptions> = {},
): Promise<EmulatorLink> {
  const flashFile = join(await temporaryFolder(), 'flash.bin');
  await writeFile(flashFile, flash);
  const link = new EmulatorLink({
    label: 'Emulated Pico',
    model: 'pico',
    uniqueId: Uint8Array.of(0xe6, 0x61, 0x64, 0x08, 0x43, 0x21, 0x87, 0x2e),
    flashFile,
    thread: builtFile('emulator-thread.js'),
    pace: 'fast',
    seed: 1,
    holdPower: async () => ({ release: async () => undefined }),
    ...options,
  });
  onTestFinished(async () => {
    await link.capabilities.emulation?.unplug();
  });
  return link;
}
