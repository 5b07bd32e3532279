import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What is written down about a window's panels; the window writes a moment after the last change. */
export async function layoutIn(dataFolder: string): Promise<Record<string, unknown>> {
  try {
    const settings = await readFile(join(dataFolder, 'settings.json'), 'utf8');
    return (JSON.parse(settings) as { layout?: Record<string, unknown> }).layout ?? {};
  } catch {
    return {};
  }
}
