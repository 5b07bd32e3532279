import type { Clock } from '../../runtime/clock.ts';
import { foldedName } from '../local-files/file-names.ts';
import { pathIn, type FileRoot } from './file-root.ts';

/** Finding ends after so many folders, hits or milliseconds: it answers while somebody types. */
const limits = { folders: 2000, hits: 500, time: 1500 };

/** What was found. */
export interface Found {
  readonly found: readonly { readonly path: string; readonly kind: 'file' | 'folder' }[];
  /** False where not everything was looked through. */
  readonly complete: boolean;
}

/** Looks for names that hold a text, in any case and either spelling of accents, nearest folders first. */
export async function findFiles(root: FileRoot, text: string, clock: Clock): Promise<Found> {
  const wanted = foldedName(text);
  const end = clock.now() + limits.time;
  const found: { path: string; kind: 'file' | 'folder' }[] = [];
  const folders = [''];
  let looked = 0;
  for (; looked < folders.length; looked++) {
    if (looked >= limits.folders || found.length >= limits.hits || clock.now() > end) break;
    const folder = folders[looked]!;
    // A folder that may not be looked into hides nothing else.
    const entries = await root.list(folder).catch(() => []);
    for (const { name, kind } of entries) {
      if (kind === 'link') continue;
      const path = pathIn(folder, name);
      if (kind === 'folder') folders.push(path);
      if (foldedName(name).includes(wanted)) found.push({ path, kind });
    }
  }
  return { found: found.slice(0, limits.hits), complete: looked === folders.length };
}
