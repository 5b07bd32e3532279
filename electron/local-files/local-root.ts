import { constants, type BigIntStats } from 'node:fs';
import {
  lstat,
  mkdir,
  open,
  readdir,
  realpath,
  rename,
  rm,
  rmdir,
  unlink,
  type FileHandle,
} from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import type { FileRoot, RootEntry } from '../explorer/file-root.ts';
import { ProblemError } from '../problem.ts';
import { isPortableName, isReadableName, printableName } from './file-names.ts';
import { fileProblem, isMissing, isOccupied, isTaken, type FileAttempt } from './file-problems.ts';
import { isInside } from './inside.ts';
import type { Patience } from './patience.ts';

/** Bytes that are read at once. */
const pieceLength = 256 * 1024;

/** A slow stick may take long to write down what it took; in milliseconds. */
const writeLimit = 60_000;

/** Files on their way, beside where they will be; hidden. */
let onTheWay = 0;

/** A folder of this computer with everything in it. */
export class LocalRoot implements FileRoot {
  readonly isSlow = false;
  readonly #folder: string;
  readonly #patience: Patience;

  /** `folder` is absolute, whether or not it exists yet. */
  constructor(folder: string, patience: Patience) {
    this.#folder = resolve(folder);
    this.#patience = patience;
  }

  /** Absolute path of the top. */
  get folder(): string {
    return this.#folder;
  }

  /** The absolute path of something in here that is read, links followed. Throws where it lies elsewhere. */
  async place(path: string): Promise<string> {
    const wanted = await this.#entryPlace(path, isReadableName);
    await this.#requireInside(wanted, path);
    return wanted;
  }

  list(path: string): Promise<readonly RootEntry[]> {
    return this.#do(path, 'list', async () => {
      const folder = await this.place(path);
      const found = await this.#wait(folder, () => readdir(folder, { withFileTypes: true }));
      const entries: RootEntry[] = [];
      for (const entry of found) {
        if (entry.name.startsWith('.')) continue;
        if (entry.isDirectory()) entries.push({ name: entry.name, kind: 'folder', size: 0 });
        else if (!entry.isFile()) entries.push({ name: entry.name, kind: 'link', size: 0 });
        else entries.push(...(await this.#fileEntry(folder, entry.name)));
      }
      return entries;
    });
  }

  look(path: string): Promise<RootEntry | null> {
    return this.#do(path, 'read', async () => {
      const place = await this.#entryPlace(path, isReadableName);
      try {
        const found = await this.#wait(dirname(place), () => lstat(place));
        const name = basename(place);
        if (found.isDirectory()) return { name, kind: 'folder', size: 0 };
        return found.isFile() ? { name, kind: 'file', size: found.size } : { name, kind: 'link', size: 0 };
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    });
  }

  async *read(path: string): AsyncIterable<Uint8Array> {
    const { place, handle } = await this.#do(path, 'read', () => this.#open(path));
    const folder = dirname(place);
    try {
      const before = await this.#wait(folder, () => handle.stat({ bigint: true }));
      if (!before.isFile())
        throw new ProblemError('file-is-folder', { name: printableName(basename(place)) });
      for (;;) {
        const buffer = new Uint8Array(pieceLength);
        const { bytesRead } = await this.#wait(folder, () => handle.read(buffer, 0, pieceLength));
        if (bytesRead === 0) break;
        yield buffer.subarray(0, bytesRead);
      }
      const [after, there] = await this.#wait(folder, () =>
        Promise.all([handle.stat({ bigint: true }), lstat(place, { bigint: true })]),
      );
      if (stillness(before) !== stillness(after) || stillness(before) !== stillness(there)) {
        throw new ProblemError('file-changed-while-copied', { name: printableName(basename(place)) });
      }
    } catch (error) {
      throw fileProblem(error, place, 'read');
    } finally {
      await handle.close().catch(() => undefined);
    }
  }

  /** Written beside its place under a hidden name, brought to the disk, and only then put in its place. */
  write(path: string, pieces: AsyncIterable<Uint8Array>, replace: boolean): Promise<void> {
    return this.#do(path, 'write', async () => {
      const place = await this.#newPlace(path);
      const folder = dirname(place);
      const aside = join(folder, `.nibble-${process.pid}-${onTheWay++}.part`);
      const handle = await this.#wait(folder, () => open(aside, 'wx', 0o666));
      try {
        for await (const piece of pieces) await this.#wait(folder, () => handle.writeFile(piece), writeLimit);
        await this.#wait(folder, () => handle.sync(), writeLimit);
        await handle.close();
        if (replace) await rename(aside, place);
        else await renameToFree(aside, place);
      } catch (error) {
        await handle.close().catch(() => undefined);
        await unlink(aside).catch(() => undefined);
        throw error;
      }
    });
  }

  makeFolder(path: string): Promise<void> {
    return this.#do(path, 'write', async () => {
      const place = await this.#newPlace(path);
      await this.#wait(dirname(place), () => mkdir(place));
    });
  }

  rename(from: string, to: string, replace: boolean): Promise<void> {
    return this.#do(to, 'write', async () => {
      const source = await this.#entryPlace(from, isReadableName);
      const target = await this.#newPlace(to);
      await this.#do(from, 'read', () => this.#wait(dirname(source), () => lstat(source)));
      if (!replace && (await this.#isTaken(target, source))) throw alreadyThere(target);
      await this.#wait(dirname(target), () => rename(source, target), writeLimit);
    });
  }

  removeEmptyFolder(path: string): Promise<void> {
    return this.#do(path, 'write', async () => {
      const place = await this.#entryPlace(path, isReadableName);
      await this.#wait(dirname(place), () => rmdir(place)).catch((error: unknown) => {
        if (!isOccupied(error)) throw error;
      });
    });
  }

  remove(path: string): Promise<void> {
    return this.#do(path, 'write', async () => {
      const place = await this.#entryPlace(path, isReadableName);
      await this.#wait(dirname(place), () => rm(place, { recursive: true }), writeLimit);
    });
  }

  /** The absolute path of an entry, which may be a link: it is the entry that is meant. */
  async entry(path: string): Promise<string> {
    return this.#do(path, 'read', () => this.#entryPlace(path, isReadableName));
  }

  /**
   * A file in a folder that was just read. None where it vanished since; and one whose name is no valid text
   * cannot be asked for by that name, so it counts as something that is not copied.
   */
  async #fileEntry(folder: string, name: string): Promise<readonly RootEntry[]> {
    try {
      const { size } = await this.#wait(folder, () => lstat(join(folder, name)));
      return [{ name, kind: 'file', size }];
    } catch (error) {
      if (!isMissing(error)) throw error;
      return name.includes('\ufffd') ? [{ name, kind: 'link', size: 0 }] : [];
    }
  }

  async #open(path: string): Promise<{ place: string; handle: FileHandle }> {
    const place = await this.#entryPlace(path, isReadableName);
    // O_NONBLOCK: opening a named pipe must not wait for somebody to write into it.
    const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
    return { place, handle: await this.#wait(dirname(place), () => open(place, flags)) };
  }

  async #entryPlace(path: string, isAllowed: (name: string) => boolean): Promise<string> {
    const place = this.#join(path, isAllowed);
    if (place !== this.#folder) await this.#requireInside(dirname(place), path);
    return place;
  }

  /** Where something new will be. Only its own name is new: folders on the way may be called anything. */
  async #newPlace(path: string): Promise<string> {
    const place = await this.#entryPlace(path, isReadableName);
    if (place === this.#folder || !isPortableName(basename(place))) {
      throw new ProblemError('file-bad-name', { name: printableName(basename(path)) });
    }
    return place;
  }

  #join(path: string, isAllowed: (name: string) => boolean): string {
    const name = printableName(path);
    const steps = path === '' ? [] : path.split('/');
    if (isAbsolute(path) || steps.includes('..')) throw new ProblemError('file-outside', { name });
    if (!steps.every(isAllowed)) throw new ProblemError('file-bad-name', { name });
    return join(this.#folder, ...steps);
  }

  async #requireInside(wanted: string, path: string): Promise<void> {
    try {
      const [top, real] = await this.#wait(wanted, () =>
        Promise.all([realpath(this.#folder), realpath(wanted)]),
      );
      if (!isInside(top, real)) throw new ProblemError('file-outside', { name: printableName(path) });
    } catch (error) {
      if (error instanceof ProblemError) throw error; // what is missing is told by who reads it
    }
  }

  /** On computers where names differ in capitals alone, "A" is there when "a" is to become it. */
  async #isTaken(target: string, source: string): Promise<boolean> {
    try {
      const [there, own] = await this.#wait(dirname(target), () =>
        Promise.all([lstat(target, { bigint: true }), lstat(source, { bigint: true })]),
      );
      const isItself = there.ino === own.ino && there.dev === own.dev;
      return !isItself || basename(target).toLowerCase() !== basename(source).toLowerCase();
    } catch (error) {
      if (isMissing(error)) return false;
      throw error;
    }
  }

  #wait<T>(folder: string, ask: () => Promise<T>, limit?: number): Promise<T> {
    return this.#patience.wait(folder, ask, limit);
  }

  async #do<T>(path: string, attempt: FileAttempt, job: () => Promise<T>): Promise<T> {
    try {
      return await job();
    } catch (error) {
      throw fileProblem(error, path === '' ? this.#folder : path, attempt);
    }
  }
}

/** Takes the place first, which must be free: what is put there then replaces nothing of anybody else's. */
async function renameToFree(from: string, place: string): Promise<void> {
  try {
    await (await open(place, 'wx', 0o666)).close();
  } catch (error) {
    if (isTaken(error)) throw alreadyThere(place);
    throw error;
  }
  try {
    await rename(from, place);
  } catch (error) {
    await unlink(place);
    throw error;
  }
}

function alreadyThere(place: string): ProblemError {
  return new ProblemError('file-exists', { name: printableName(basename(place)) });
}

/** Two of these are the same where nobody wrote in between. */
function stillness({ dev, ino, size, mtimeNs }: BigIntStats): string {
  return [dev, ino, size, mtimeNs].join(' ');
}
