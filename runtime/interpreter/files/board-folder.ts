/** The folder of the computer that is a simulated board's drive, as the interpreter and the host share it. */

import { boardName, hostName, isTooLong, temporaryMaker, temporaryName } from './board-file-names.ts';
import { DriveSpace } from './drive-space.ts';
import { errorCode, HostFileError, type HostFileStatus, type HostFileSystem } from './host-file-system.ts';

/** The computer as a board's folder needs it. */
export interface BoardComputer {
  /** Node's `fs`. */
  readonly files: HostFileSystem;
  /** The number of this process. */
  readonly process: number;
  /** Whether a process of that number runs. */
  isRunning(process: number): boolean;
}

/** Who uses the folder; part of the names of temporary files. */
export type FolderUser = 'python' | 'host';

/** A board's folder in the hands of one user. */
export class BoardFolder {
  readonly files: HostFileSystem;
  readonly space: DriveSpace;
  #temporaries = 0;

  constructor(
    readonly computer: BoardComputer,
    /** Absolute path; it exists. */
    readonly root: string,
    readonly user: FolderUser,
  ) {
    this.files = computer.files;
    this.space = new DriveSpace(computer.files, root);
  }

  /** The place of a name in a folder of the disk. Throws `EINVAL` or `ENAMETOOLONG` when a Pico does not take it. */
  child(folder: string, name: string): string {
    const own = hostName(name);
    if (own === null) throw new HostFileError(isTooLong(name) ? 'ENAMETOOLONG' : 'EINVAL');
    return `${folder}/${own}`;
  }

  /** The status of a file or folder. For links and anything else throws `ENOENT`, as for what is not there. */
  status(path: string): HostFileStatus {
    const status = this.files.lstatSync(path);
    if (!status.isFile() && !status.isDirectory()) throw new HostFileError('ENOENT');
    return status;
  }

  /** Opens a file that is there, never through a link. */
  open(path: string, access: number): number {
    const { constants } = this.files;
    const file = this.files.openSync(path, access | (constants.O_NOFOLLOW ?? 0));
    if (this.files.fstatSync(file).isFile()) return file;
    this.files.closeSync(file);
    throw new HostFileError('ENOENT');
  }

  /** Names in a folder of the disk that exist for the board, with what they are. */
  entries(folder: string): { name: string; status: HostFileStatus }[] {
    return this.files.readdirSync(folder).flatMap((own) => {
      const name = boardName(own);
      if (name === null) return [];
      try {
        return [{ name, status: this.status(`${folder}/${own}`) }];
      } catch {
        return [];
      }
    });
  }

  /** Creates an empty temporary file in a folder of the disk, open for reading and writing. */
  createTemporary(folder: string): { path: string; file: number } {
    const { O_RDWR, O_CREAT, O_EXCL } = this.files.constants;
    for (;;) {
      const path = `${folder}/${temporaryName(this.computer.process, this.user, this.#temporaries++)}`;
      try {
        return { path, file: this.files.openSync(path, O_RDWR | O_CREAT | O_EXCL, 0o666) };
      } catch (error) {
        if (errorCode(error) !== 'EEXIST') throw error;
      }
    }
  }

  /**
   * Removes temporary files that nobody works on any more: those of processes that ended, and this
   * user's own. To be called before this user makes any; there is one of a kind in a process.
   */
  tidy(folder: string = this.root): void {
    for (const name of this.files.readdirSync(folder)) {
      const path = `${folder}/${name}`;
      try {
        if (this.files.lstatSync(path).isDirectory()) this.tidy(path);
        else if (this.#isAbandoned(name)) this.files.unlinkSync(path);
      } catch {
        // Somebody else tidies too, or it cannot be removed; it is hidden anyway.
      }
    }
  }

  #isAbandoned(name: string): boolean {
    const maker = temporaryMaker(name);
    if (!maker) return false;
    if (maker.process === this.computer.process) return maker.purpose === this.user;
    return !this.computer.isRunning(maker.process);
  }
}
