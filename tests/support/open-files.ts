import { readdir, readlink } from 'node:fs/promises';
import { relative } from 'node:path';

/** Files in a folder that this process holds open, by their paths in it. Linux lists them under `/proc`. */
export async function openFilesIn(folder: string): Promise<readonly string[]> {
  const numbers = await readdir('/proc/self/fd');
  const places = await Promise.all(
    numbers.map((number) => readlink(`/proc/self/fd/${number}`).catch(() => '')), // closed meanwhile
  );
  return places.filter((place) => place.startsWith(`${folder}/`)).map((place) => relative(folder, place));
}
