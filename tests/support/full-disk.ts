import { onTestFinished } from 'vitest';
import { mountSmallDisk, type SmallDisk } from './small-disk.ts';
import { temporaryFolder } from './temporary-folder.ts';

export { canMount } from './small-disk.ts';

/** A folder on a disk of its own with this many bytes left, for the running test. */
export async function diskWithLeft(bytes: number): Promise<SmallDisk & { readonly folder: string }> {
  const folder = await temporaryFolder();
  const disk = mountSmallDisk(folder, bytes);
  onTestFinished(() => disk.unmount());
  return { folder, ...disk };
}
