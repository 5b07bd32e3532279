import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SimulatorSource } from '../../../electron/boards/simulator-source.ts';
import { canMount, diskWithLeft } from '../../support/full-disk.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

async function createLink(dataFolder: string): Promise<unknown> {
  const found = await new SimulatorSource(dataFolder, () => 'pico').find('simulator');
  return found!.createLink();
}

test('a board whose folder cannot be made names the data folder, not a cable', async () => {
  const dataFolder = await temporaryFolder();
  await writeFile(join(dataFolder, 'simulators'), '');
  await expect(createLink(dataFolder)).rejects.toMatchObject({
    problem: { code: 'data-folder-unusable', message: expect.stringContaining(dataFolder) },
  });
});

test.skipIf(!canMount())('so does one on a full disk (needs root, to mount one)', async () => {
  const { folder, fill } = await diskWithLeft(64 * 1024);
  fill();
  await expect(createLink(folder)).rejects.toMatchObject({
    problem: { code: 'data-folder-unusable', hint: expect.stringContaining('full') },
  });
});
