/** Simulated boards: a folder each in the user's data folder. */

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { BoardModel } from '../../runtime/hardware/virtual-hardware.ts';
import { FolderFiles } from '../../runtime/interpreter/files/folder-files.ts';
import { SimulatorLink } from '../../runtime/interpreter/simulator-link.ts';
import type { Link } from '../../runtime/link.ts';
import { Listeners } from '../../runtime/listeners.ts';
import { t } from '../../resources/messages/messages.ts';
import { builtFile } from '../built-files.ts';
import { ProblemError } from '../problem.ts';
import { boardComputer } from './board-computer.ts';
import { boardNamesIn, defaultBoardName, readIdentity } from './board-identity.ts';
import type { BoardSource, FoundBoard } from './board-source.ts';
import { simulatedName } from './simulated-name.ts';

/** `simulator`, and `simulator:NAME` for every name that was used. */
export class SimulatorSource implements BoardSource {
  /** Where all of them are; absolute. */
  readonly folder: string;
  readonly #model: () => BoardModel;
  readonly #listeners = new Listeners();

  /** `model` is asked whenever a board is made or listed. */
  constructor(dataFolder: string, model: () => BoardModel) {
    this.folder = join(dataFolder, 'simulators');
    this.#model = model;
  }

  /** To be called when `model` answers something else. */
  modelChanged(): void {
    this.#listeners.tell();
  }

  /** Names of the boards there are; the one without a name of its own always is. */
  async names(): Promise<readonly string[]> {
    return boardNamesIn(this.folder);
  }

  async list(): Promise<FoundBoard[]> {
    return (await this.names()).map((name) => this.found(name));
  }

  async find(address: string): Promise<FoundBoard | null> {
    const name = simulatedName('simulator', address);
    return name === null ? null : this.found(name);
  }

  onChange(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  /** The board of a name. */
  found(name: string): FoundBoard {
    const isDefault = name === defaultBoardName;
    const label = isDefault ? t('board:simulator') : t('board:simulatorNamed', { name });
    const model = this.#model();
    const address = isDefault ? 'simulator' : `simulator:${name}`;
    return {
      id: address,
      address,
      simulated: name,
      kind: 'simulator',
      label,
      model,
      createLink: () => this.#createLink(name, label, model),
    };
  }

  async #createLink(name: string, label: string, model: BoardModel): Promise<Link> {
    const folder = join(this.folder, name);
    const root = join(folder, 'files');
    try {
      await mkdir(root, { recursive: true });
      const uniqueId = await readIdentity(join(folder, 'board.json'));
      return new SimulatorLink({
        label,
        model,
        uniqueId,
        root,
        files: new FolderFiles(boardComputer, root),
        threads: { interpreter: builtFile('interpreter-thread.js'), ticker: builtFile('ticker-thread.js') },
      });
    } catch (cause) {
      if (!(cause instanceof Error && 'code' in cause)) throw cause;
      throw new ProblemError('data-folder-unusable', { path: folder }, { cause });
    }
  }
}
