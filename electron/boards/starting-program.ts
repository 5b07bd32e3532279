/** The program that a board starts by itself: whether there is one, and what Nibble kept there. */

import type { BoardFiles } from '../../runtime/board-files.ts';
import { keepProgram, putProgramAside, type KeptProgram } from './kept-program.ts';

/** The `main.py` of one board. */
export class StartingProgram {
  readonly #files: BoardFiles;
  readonly #changed: () => void;
  #isThere: boolean | undefined;
  #kept: KeptProgram | undefined;

  /** `changed` is called when `isThere` may be different. */
  constructor(files: BoardFiles, changed: () => void) {
    this.#files = files;
    this.#changed = changed;
  }

  /** Whether there is one; `undefined` while nobody has looked. */
  get isThere(): boolean | undefined {
    return this.#isThere;
  }

  /** Looks in these files. Only those that can be reached without disturbing the interpreter may be handed in. */
  async look(files: BoardFiles): Promise<void> {
    const entries = await files.list('/').catch(() => undefined);
    if (!entries) return;
    this.#isThere = entries.some((entry) => entry.name === 'main.py');
    this.#changed();
  }

  /** Saves a program as `main.py`, see `keepProgram`. */
  async keep(source: string): Promise<KeptProgram> {
    this.#kept = await keepProgram(this.#files, source, this.#kept?.content);
    return this.#kept;
  }

  /** Renames `main.py`, so that nothing starts by itself. */
  async putAside(): Promise<void> {
    await putProgramAside(this.#files);
  }
}
