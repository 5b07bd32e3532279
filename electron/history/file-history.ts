/** The history of one file: a folder with one compressed file for every text that it once had. */

import { mkdir, readdir, readFile, rename, rm, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { FileVersion, HistoryFile, VersionMark } from '../api.ts';
import { isMissing } from '../local-files/file-problems.ts';
import { replaceFile } from '../local-files/replace-file.ts';
import { ProblemError } from '../problem.ts';
import { describeFile, readDescription } from './file-description.ts';
import { idOfText, readVersionName, versionName } from './version-name.ts';

const compress = promisify(gzip);
const decompress = promisify(gunzip);

/** No text is longer, in bytes; what claims to be is noise that would fill the memory. */
const longestText = 40_000_000;

/** What was known of a text before it was kept again. */
export type EarlierMark = VersionMark | null;

/** One file's versions. Errors of the disk come as they are; a missing history is an empty one. */
export class FileHistory {
  /** Absolute path, whether or not there is a history yet. */
  readonly folder: string;
  readonly #file: HistoryFile;

  constructor(folder: string, file: HistoryFile) {
    this.folder = folder;
    this.#file = file;
  }

  /** Every version, the newest first. */
  async versions(): Promise<FileVersion[]> {
    const found = (await this.#names()).map(readVersionName).filter((version) => version !== null);
    const newest = found.sort((a, b) => b.time - a.time);
    // One text twice is what remains where somebody else kept it at the same moment.
    return newest.filter((version, index) => newest.findIndex(({ id }) => id === version.id) === index);
  }

  /**
   * Keeps a text; answers what it was marked before. A text that is there already is not kept twice:
   * it gets the new mark and time, unless what is known of it is worth more.
   */
  async keep(text: string, mark: VersionMark, time: number): Promise<EarlierMark> {
    await this.#prepare();
    const id = idOfText(text);
    const known = (await this.versions()).find((version) => version.id === id);
    if (known) {
      if (isNews(mark, known.mark)) await this.#remark(known, mark, time);
      return known.mark;
    }
    const name = versionName({ id, time, mark, characters: text.length });
    await replaceFile(join(this.folder, name), await compress(text));
    return null;
  }

  /** Marks a text that was kept, by how its run ended. */
  async mark(id: string, mark: VersionMark, time: number): Promise<void> {
    const known = (await this.versions()).find((version) => version.id === id);
    if (known) await this.#remark(known, mark, time);
  }

  /** The text of a version. Throws `ProblemError` where it is gone or damaged. */
  async read(id: string): Promise<string> {
    const version = (await this.versions()).find((one) => one.id === id);
    if (!version) throw new ProblemError('version-gone');
    const bytes = await readFile(join(this.folder, versionName(version)));
    const text = await decompress(bytes, { maxOutputLength: longestText }).then(String, () => null);
    if (text === null || idOfText(text) !== id) throw new ProblemError('version-damaged');
    return text;
  }

  /** Forgets a version. */
  async forget(version: FileVersion): Promise<void> {
    await unlink(join(this.folder, versionName(version))).catch(ignoreMissing);
  }

  /** Hands every version over to another file, which may have a history of its own. */
  async moveTo(other: FileHistory): Promise<void> {
    const versions = await this.versions();
    if (versions.length === 0 || other.folder === this.folder) return;
    await other.#prepare();
    const there = await other.versions();
    for (const version of versions) {
      const same = there.find(({ id }) => id === version.id);
      // That it worked is worth more than that it was saved since.
      if (same && wasRun(same.mark)) continue;
      if (same) await other.forget(same);
      const name = versionName(version);
      await rename(join(this.folder, name), join(other.folder, name)).catch(ignoreMissing);
    }
    await rm(this.folder, { recursive: true, force: true });
  }

  async #remark(version: FileVersion, mark: VersionMark, time: number): Promise<void> {
    const [from, to] = [versionName(version), versionName({ ...version, mark, time })];
    await rename(join(this.folder, from), join(this.folder, to)).catch(ignoreMissing);
  }

  /** Makes the folder, and says in it which file it is about. Throws for one of a newer Nibble. */
  async #prepare(): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    const description = await readDescription(this.folder);
    if (description === 'newer') throw new ProblemError('history-newer');
    if (description === null) await describeFile(this.folder, this.#file);
  }

  async #names(): Promise<string[]> {
    try {
      return await readdir(this.folder);
    } catch (error) {
      if (isMissing(error)) return [];
      throw error;
    }
  }
}

/** That a text was run is worth more than that it was saved, and both more than that it was met somewhere. */
function isNews(mark: VersionMark, known: VersionMark): boolean {
  if (mark === 'found') return false;
  return wasRun(mark) || !wasRun(known);
}

function wasRun(mark: VersionMark): boolean {
  return mark !== 'saved' && mark !== 'found';
}

/** Another Nibble was faster: it has done the same. */
function ignoreMissing(error: unknown): void {
  if (!isMissing(error)) throw error;
}
