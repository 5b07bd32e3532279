/** Simulated boards: a folder each in the user's data folder. */

import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import writeFileAtomic from 'write-file-atomic';
import type { BoardModel } from '../../runtime/hardware/virtual-hardware.ts';
import { FolderFiles } from '../../runtime/interpreter/files/folder-files.ts';
import { SimulatorLink } from '../../runtime/interpreter/simulator-link.ts';
import type { Link } from '../../runtime/link.ts';
import { t } from '../../resources/messages/messages.ts';
import { builtFile } from '../built-files.ts';
import { isPortableName } from '../local-files/file-names.ts';
import { ProblemError } from '../problem.ts';
import { boardComputer } from './board-computer.ts';
import type { BoardSource, FoundBoard } from './board-source.ts';

/** What a simulated board remembers about itself. */
const identitySchema = v.object({ uniqueId: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/)) });
const defaultName = 'pico';

/** `simulator`, and `simulator:NAME` for every name that was used. */
export class SimulatorSource implements BoardSource {
  /** Where all of them are; absolute. */
  readonly folder: string;
  readonly #model: () => BoardModel;
  readonly #listeners = new Set<() => void>();

  /** `model` is asked whenever a board is made or listed. */
  constructor(dataFolder: string, model: () => BoardModel) {
    this.folder = join(dataFolder, 'simulators');
    this.#model = model;
  }

  /** To be called when `model` answers something else. */
  modelChanged(): void {
    for (const listener of this.#listeners) listener();
  }

  async list(): Promise<FoundBoard[]> {
    const entries = await readdir(this.folder, { withFileTypes: true }).catch(() => []);
    const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
    const others = names.filter((name) => name !== defaultName && isBoardName(name)).sort();
    return [defaultName, ...others].map((name) => this.#found(name));
  }

  async find(name: string): Promise<FoundBoard | null> {
    if (name === 'simulator') return this.#found(defaultName);
    const wanted = /^simulator:(.*)$/s.exec(name)?.[1];
    return wanted !== undefined && isBoardName(wanted) ? this.#found(wanted) : null;
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #found(name: string): FoundBoard {
    const isDefault = name === defaultName;
    const label = isDefault ? t('board:simulator') : t('board:simulatorNamed', { name });
    const model = this.#model();
    const address = isDefault ? 'simulator' : `simulator:${name}`;
    return {
      id: address,
      address,
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

/** Names go into file names and onto the command line. */
function isBoardName(name: string): boolean {
  return isPortableName(name) && !name.startsWith('.') && name.length <= 64;
}

/** A board keeps its id for ever; one whose file was damaged gets a new one. */
async function readIdentity(file: string): Promise<Uint8Array> {
  const text = await readFile(file, 'utf8').catch(() => '');
  try {
    return Buffer.from(v.parse(identitySchema, JSON.parse(text)).uniqueId, 'hex');
  } catch {
    const uniqueId = randomBytes(8);
    await writeFileAtomic(file, `${JSON.stringify({ uniqueId: uniqueId.toString('hex') })}\n`);
    return uniqueId;
  }
}
