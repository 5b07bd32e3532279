/** What was dropped from the desktop into a window, on its way to where it was dropped. */

import { randomUUID } from 'node:crypto';
import { appendFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Session } from '../channel/session.ts';
import { isPortableName, printableName } from '../local-files/file-names.ts';
import { fileProblem } from '../local-files/file-problems.ts';
import { LocalRoot } from '../local-files/local-root.ts';
import type { Patience } from '../local-files/patience.ts';
import { ProblemError } from '../problem.ts';

interface Drop {
  readonly session: Session;
  readonly root: LocalRoot;
}

/** Folders for dropped files, one for each drop, gone with it or with its window. */
export class Inbox {
  readonly #patience: Patience;
  readonly #drops = new Map<string, Drop>();

  constructor(patience: Patience) {
    this.#patience = patience;
  }

  /** Begins a drop. */
  async begin(session: Session): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'nibble-drop-'));
    const id = randomUUID();
    this.#drops.set(id, { session, root: new LocalRoot(folder, this.#patience) });
    session.onEnd(() => void this.end(session, id));
    return id;
  }

  /** Where the files of a drop are. */
  root(session: Session, id: string): LocalRoot {
    const drop = this.#drops.get(id);
    if (drop?.session !== session) throw new ProblemError('request-invalid');
    return drop.root;
  }

  async addFolder(session: Session, id: string, path: string): Promise<void> {
    await this.#do(session, id, path, (place) => mkdir(place, { recursive: true }));
  }

  /** Puts more of a file behind what has come of it; an empty piece makes an empty file. */
  async addPiece(session: Session, id: string, path: string, data: Uint8Array): Promise<void> {
    await this.#do(session, id, path, async (place) => {
      await mkdir(dirname(place), { recursive: true });
      await appendFile(place, data);
    });
  }

  /** Forgets a drop. */
  async end(session: Session, id: string): Promise<void> {
    const drop = this.#drops.get(id);
    if (drop?.session !== session) return;
    this.#drops.delete(id);
    await rm(drop.root.folder, { recursive: true, force: true });
  }

  async #do(session: Session, id: string, path: string, job: (place: string) => Promise<unknown>) {
    const { folder } = this.root(session, id);
    const names = path.split('/');
    if (!names.every(isPortableName)) throw new ProblemError('file-bad-name', { name: printableName(path) });
    try {
      await job(join(folder, ...names));
    } catch (error) {
      throw fileProblem(error, path, 'write');
    }
  }
}
