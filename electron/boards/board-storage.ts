/** The files of a board: what reaches them just now, the program that starts by itself, and the chores of a connection. */

import type { Link } from '../../runtime/link.ts';
import { CheckedFiles } from './checked-files.ts';
import type { BoardConnection } from './board-connection.ts';
import type { PromptJobs } from './prompt-jobs.ts';
import { ReadyChores } from './ready-chores.ts';
import { ReplFiles } from './repl-files/repl-files.ts';
import { StartingProgram } from './starting-program.ts';

/** What it takes. */
export interface StorageParts {
  readonly jobs: PromptJobs;
  /** The Link there is just now. */
  readonly link: () => Link | undefined;
  readonly setsClock: () => boolean;
  /** False for a board that is left as it is when it becomes ready. */
  readonly hasChores: boolean;
  /** Files may have changed. */
  readonly filesChanged: () => void;
  /** `starting` may know something else now. */
  readonly changed: () => void;
}

/** Past the interpreter where the Link reaches the files so, else over the REPL. */
export class BoardStorage {
  readonly #parts: StorageParts;
  readonly #chores: ReadyChores;
  readonly files: CheckedFiles;
  readonly starting: StartingProgram;

  constructor(parts: StorageParts) {
    this.#parts = parts;
    const overRepl = new ReplFiles((job, signal) => parts.jobs.run(job, { signal }));
    this.files = new CheckedFiles(
      () => parts.link()?.capabilities.files ?? overRepl,
      () => {
        this.mayHaveChanged();
        // Nibble just had the prompt for itself, so looking there disturbs nobody.
        if (this.#chores.haveBegun && !parts.link()?.capabilities.files) void this.starting.look(overRepl);
      },
    );
    this.starting = new StartingProgram(this.files, parts.changed);
    this.#chores = new ReadyChores({
      jobs: parts.jobs,
      setsClock: parts.setsClock,
      lookForMain: (files) => this.starting.look(files),
    });
  }

  /** A program or a person may have changed files. */
  mayHaveChanged(): void {
    this.#parts.filesChanged();
    // Only where looking does not disturb the interpreter.
    const files = this.#parts.link()?.capabilities.files;
    if (files) void this.starting.look(files);
  }

  /** To be called when a board is ready: once per connection, where its files cannot be reached without disturbing it. */
  async doChores(connection: BoardConnection): Promise<void> {
    if (!this.#parts.hasChores || connection.link.capabilities.files) return;
    await this.#chores.doFor(connection);
  }
}
