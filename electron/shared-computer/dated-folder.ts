import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Makes a new folder named after the moment: `2026-11-22 14.05.09`, with a number if there is one already. */
export async function makeDatedFolder(parent: string, moment: Date): Promise<string> {
  await mkdir(parent, { recursive: true });
  const two = (part: number): string => String(part).padStart(2, '0');
  const day = `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
  const clock = [moment.getHours(), moment.getMinutes(), moment.getSeconds()].map(two).join('.');
  for (let number = 1; ; number++) {
    const folder = join(parent, `${day} ${clock}${number === 1 ? '' : ` (${number})`}`);
    try {
      await mkdir(folder);
      return folder;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
}
