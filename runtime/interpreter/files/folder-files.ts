/** The files of a simulated board from the host's side: the same folder, without the interpreter. */

import {
  BoardFileError,
  throwIfCancelled,
  type BoardFileEntry,
  type BoardFileProblem,
  type BoardFiles,
  type BoardSpace,
  type FileJobOptions,
  type WriteOptions,
} from '../../board-files.ts';
import { contentHash } from '../../content-hash.ts';
import { BoardFolder, type BoardComputer } from './board-folder.ts';
import { blockSize, driveBlocks, fileBlocks } from './drive-space.ts';
import { errorCode, HostFileError, type HostFileStatus } from './host-file-system.ts';

const problems: Readonly<Record<string, BoardFileProblem>> = {
  ENOENT: 'not-found',
  EEXIST: 'exists',
  EISDIR: 'is-folder',
  ENOTDIR: 'not-folder',
  ENOTEMPTY: 'not-empty',
  ENOSPC: 'full',
  EDQUOT: 'full',
  EROFS: 'read-only',
  EACCES: 'read-only',
  EPERM: 'read-only',
  EINVAL: 'bad-name',
  ENAMETOOLONG: 'bad-name',
};

/** Works while a program runs; several may use one folder at once. */
export class FolderFiles implements BoardFiles {
  readonly #folder: BoardFolder;

  /** `root` is the absolute path of a folder that exists. */
  constructor(computer: BoardComputer, root: string) {
    this.#folder = new BoardFolder(computer, root, 'host');
  }

  async list(path: string): Promise<BoardFileEntry[]> {
    return this.#do(path, () => {
      const place = this.#existing(path);
      if (!place.status.isDirectory()) throw new HostFileError('ENOTDIR');
      return this.#folder
        .entries(place.path)
        .map(({ name, status }): BoardFileEntry => {
          return status.isDirectory()
            ? { name, kind: 'folder', size: 0 }
            : { name, kind: 'file', size: status.size };
        })
        .sort((a, b) => order(a) - order(b) || (a.name < b.name ? -1 : 1));
    });
  }

  async read(path: string, { signal, progress }: FileJobOptions = {}): Promise<Uint8Array> {
    throwIfCancelled(path, signal);
    const content = this.#content(path);
    progress?.(content.length);
    return content;
  }

  async hash(path: string, options?: FileJobOptions): Promise<string> {
    return contentHash(await this.read(path, options));
  }

  async write(path: string, content: Uint8Array, options: WriteOptions = {}): Promise<void> {
    const { onlyNew = false, replaces, signal, progress } = options;
    throwIfCancelled(path, signal);
    if (replaces !== undefined) await this.#requireContent(path, replaces);
    const { files } = this.#folder;
    const aside = this.#do(path, () => {
      const place = this.#new(path);
      const status = this.#statusIfThere(place.path);
      if (status?.isDirectory()) throw new HostFileError('EISDIR');
      if (status && onlyNew) throw new HostFileError('EEXIST');
      this.#folder.space.claim(fileBlocks(content.length));
      return { ...this.#folder.createTemporary(place.folder), place: place.path };
    });
    try {
      this.#do(path, () => {
        for (let written = 0; written < content.length;) {
          written += files.writeSync(aside.file, content, written, content.length - written, written);
        }
      });
      await new Promise<void>((resolve, reject) => {
        files.fsync(aside.file, (error) => (error ? reject(problemOf(error, path)) : resolve()));
      });
    } catch (error) {
      files.closeSync(aside.file);
      files.unlinkSync(aside.path);
      throw error;
    }
    this.#do(path, () => {
      files.closeSync(aside.file);
      try {
        files.renameSync(aside.path, aside.place);
      } catch (error) {
        files.unlinkSync(aside.path);
        throw error;
      }
    });
    progress?.(content.length);
  }

  async makeFolder(path: string): Promise<void> {
    this.#do(path, () => {
      const place = this.#new(path);
      if (this.#statusIfThere(place.path)) throw new HostFileError('EEXIST');
      this.#folder.space.claimFolder();
      this.#folder.files.mkdirSync(place.path);
    });
  }

  async rename(from: string, to: string): Promise<void> {
    const source = this.#do(from, () => this.#existing(from));
    this.#do(to, () => {
      const target = this.#new(to);
      const there = this.#statusIfThere(target.path);
      // On computers where names differ in capitals alone, "A" is there when "a" is to become it.
      const isItself =
        from.toLowerCase() === to.toLowerCase() && from !== to && !this.#listed(target.folder, to);
      if (there && !isItself) throw new HostFileError('EEXIST');
      this.#folder.files.renameSync(source.path, target.path);
    });
  }

  async remove(path: string): Promise<void> {
    this.#do(path, () => {
      if (names(path).length === 0) throw new HostFileError('EINVAL');
      const place = this.#existing(path);
      if (place.status.isDirectory()) this.#removeFolder(place.path);
      else this.#folder.files.unlinkSync(place.path);
    });
  }

  async space(): Promise<BoardSpace> {
    return this.#do('/', () => ({
      total: driveBlocks * blockSize,
      free: this.#folder.space.free() * blockSize,
    }));
  }

  async #requireContent(path: string, hash: string): Promise<void> {
    const now = await this.hash(path).catch((error: unknown) => {
      if (error instanceof BoardFileError && error.problem === 'not-found') return undefined;
      throw error;
    });
    if (now !== hash) throw new BoardFileError('changed', path);
  }

  #content(path: string): Uint8Array {
    return this.#do(path, () => {
      const place = this.#existing(path);
      if (place.status.isDirectory()) throw new HostFileError('EISDIR');
      const { files } = this.#folder;
      const file = this.#folder.open(place.path, files.constants.O_RDONLY);
      try {
        const content = new Uint8Array(files.fstatSync(file).size);
        let length = 0;
        while (length < content.length) {
          const count = files.readSync(file, content, length, content.length - length, length);
          if (count === 0) break;
          length += count;
        }
        return content.subarray(0, length);
      } finally {
        files.closeSync(file);
      }
    });
  }

  /** With all it holds, also what does not exist for the board; links are removed, never followed. */
  #removeFolder(path: string): void {
    const { files } = this.#folder;
    for (const name of files.readdirSync(path)) {
      const inner = `${path}/${name}`;
      if (files.lstatSync(inner).isDirectory()) this.#removeFolder(inner);
      else files.unlinkSync(inner);
    }
    files.rmdirSync(path);
  }

  /** Where something that is there lies on the disk. */
  #existing(path: string): { path: string; status: HostFileStatus } {
    let place = this.#folder.root;
    let status = this.#folder.status(place);
    for (const name of names(path)) {
      if (!status.isDirectory()) throw new HostFileError('ENOTDIR');
      place = this.#folder.child(place, name);
      status = this.#folder.status(place);
    }
    return { path: place, status };
  }

  /** Where something new will lie; the folder it lies in is there. */
  #new(path: string): { folder: string; path: string } {
    const all = names(path);
    const last = all.pop();
    if (last === undefined) throw new HostFileError('EINVAL');
    const folder = this.#existing(`/${all.join('/')}`);
    if (!folder.status.isDirectory()) throw new HostFileError('ENOTDIR');
    return { folder: folder.path, path: this.#folder.child(folder.path, last) };
  }

  #statusIfThere(path: string): HostFileStatus | null {
    try {
      return this.#folder.files.lstatSync(path);
    } catch {
      return null;
    }
  }

  #listed(folder: string, path: string): boolean {
    const name = names(path).at(-1);
    return this.#folder.entries(folder).some((entry) => entry.name === name);
  }

  #do<T>(path: string, job: () => T): T {
    try {
      return job();
    } catch (error) {
      throw problemOf(error, path);
    }
  }
}

/** Names of an absolute path. "." and ".." are not resolved: no name of a file is like that. */
function names(path: string): string[] {
  if (!path.startsWith('/')) throw new HostFileError('EINVAL');
  return path.split('/').filter((name) => name !== '');
}

function order(entry: BoardFileEntry): number {
  return entry.kind === 'folder' ? 0 : 1;
}

function problemOf(error: unknown, path: string): BoardFileError {
  if (error instanceof BoardFileError) return error;
  const code = errorCode(error);
  return new BoardFileError(problems[code ?? ''] ?? 'failed', path, code && `${code}: ${path}`);
}
