import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Patience } from '../../../electron/local-files/patience.ts';
import { Workspace } from '../../../electron/local-files/workspace.ts';
import { canHang, mountHungFolder } from '../../support/hung-folder.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const notAnswering = { problem: { code: 'folder-not-answering' } };

test('asks a folder that owes an answer nothing more until it comes', async () => {
  const clock = new ManualClock();
  const patience = new Patience(clock);
  let answer: (text: string) => void = () => {};
  let asked = 0;
  const ask = (): Promise<string> => {
    asked++;
    return new Promise((resolve) => (answer = resolve));
  };
  const first = expect(patience.wait('/nas/lib', ask)).rejects.toMatchObject(notAnswering);
  await clock.pass(8000);
  await first;
  await expect(patience.wait('/nas/lib', ask)).rejects.toMatchObject(notAnswering);
  await expect(patience.wait('/nas/lib/deep', ask)).rejects.toMatchObject(notAnswering);
  expect(asked).toBe(1);
  expect(await patience.wait('/nas', async () => 'others go on')).toBe('others go on');
  answer('late');
  await clock.pass(0);
  expect(await patience.wait('/nas/lib', async () => 'again')).toBe('again');
});

test.skipIf(!canHang())(
  'a drive that never answers ends in a sentence, and other work goes on (needs root for such a drive)',
  async () => {
    const clock = new ManualClock();
    const folder = await temporaryFolder();
    const drive = mountHungFolder(folder);
    onTestFinished(() => drive.unmount());
    const workspace = new Workspace(folder, clock, new Patience(clock), () => {});
    const healthy = await temporaryFolder();
    await writeFile(join(healthy, 'a.py'), '');
    for (let attempt = 0; attempt < 6; attempt++) {
      const listing = workspace.list('').catch((error: unknown) => error);
      await clock.pass(20_000);
      expect(await listing).toMatchObject(notAnswering);
      expect(await readdir(healthy)).toEqual(['a.py']);
    }
    drive.disconnect();
    workspace.close();
  },
);
