/** Emulated Picos: a folder each in the user's data folder, with their flash in it. */

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../../runtime/clock.ts';
import { bootselFiles, bootselLabel } from '../../../runtime/emulator/boot-rom/bootsel-files.ts';
import type { EmulatorLinkOptions, HeldPower } from '../../../runtime/emulator/emulator-link-options.ts';
import type { Link } from '../../../runtime/link.ts';
import { t } from '../../../resources/messages/messages.ts';
import type { Problem } from '../../api.ts';
import { builtFile } from '../../built-files.ts';
import { ProblemError } from '../../problem.ts';
import { boardNamesIn, defaultBoardName, readIdentity } from '../board-identity.ts';
import type { BoardSource, FoundBoard } from '../board-source.ts';
import { simulatedName } from '../simulated-name.ts';
import { BootselFolder } from './bootsel-folder.ts';
import { claim } from './claim.ts';
import { handFlashToDisk, prepareFlash } from './flash-file.ts';

/** Makes the Link to an emulated Pico; replaced in tests. */
export type CreateEmulatorLink = (options: EmulatorLinkOptions) => Link;

/** What the source is given. */
export interface EmulatorSourceOptions {
  readonly dataFolder: string;
  readonly clock: Clock;
  /** `fast`: as fast as this computer can, instead of never faster than a Pico. */
  readonly pace: 'real' | 'fast';
  readonly createLink: CreateEmulatorLink;
  /** Something that a person should know, and that nobody asked for. */
  readonly told: (problem: Problem) => void;
  /** A file was put onto the drive of a board that its chip will never take. */
  readonly refused: (board: string, name: string, content: Uint8Array) => void;
}

/** `emulator`, and `emulator:NAME` for every name that was used. */
export class EmulatorSource implements BoardSource {
  /** Where all of them are; absolute. */
  readonly folder: string;
  readonly #options: EmulatorSourceOptions;
  readonly #drives = new Map<string, BootselFolder>();

  constructor(options: EmulatorSourceOptions) {
    this.#options = options;
    this.folder = join(options.dataFolder, 'emulators');
  }

  /** Names of the boards there are; the one without a name of its own always is. */
  async names(): Promise<readonly string[]> {
    return boardNamesIn(this.folder);
  }

  async list(): Promise<FoundBoard[]> {
    return (await this.names()).map((name) => this.found(name));
  }

  async find(address: string): Promise<FoundBoard | null> {
    const name = simulatedName('emulator', address);
    return name === null ? null : this.found(name);
  }

  onChange(): () => void {
    return () => undefined;
  }

  /** The board of a name. `label` is what people see. */
  found(name: string, label = emulatorLabel(name)): FoundBoard {
    const address = name === defaultBoardName ? 'emulator' : `emulator:${name}`;
    return {
      id: address,
      address,
      simulated: name,
      kind: 'emulator',
      label,
      model: 'pico',
      drives: this.#driveOf(name, label),
      flashFile: join(this.folder, name, 'flash.bin'),
      createLink: () => this.#createLink(name, label),
    };
  }

  async #createLink(name: string, label: string): Promise<Link> {
    const { pace, createLink } = this.#options;
    const folder = join(this.folder, name);
    const flashFile = join(folder, 'flash.bin');
    const uniqueId = await orUnusable(folder, async () => {
      await mkdir(folder, { recursive: true });
      return readIdentity(join(folder, 'board.json'));
    });
    const link = createLink({
      label,
      model: 'pico',
      uniqueId,
      flashFile,
      thread: builtFile('emulator-thread.js'),
      pace,
      holdPower: () => this.#holdPower(name, flashFile, label),
    });
    const { emulation } = link.capabilities;
    if (emulation) this.#driveOf(name, label).follow(emulation);
    return link;
  }

  #driveOf(name: string, label: string): BootselFolder {
    const known = this.#drives.get(name);
    if (known) return known;
    const { clock, refused } = this.#options;
    const made = new BootselFolder({
      clock,
      folder: join(this.folder, name, bootselLabel),
      shownFiles: bootselFiles,
      refused: (file, content) => refused(label, file, content),
    });
    this.#drives.set(name, made);
    return made;
  }

  async #holdPower(name: string, flashFile: string, label: string): Promise<HeldPower> {
    const folder = join(this.folder, name);
    return orUnusable(folder, async () => {
      const claimed = await claim(folder, this.#options.clock);
      if (!claimed) throw new ProblemError('emulator-in-use', { board: label });
      try {
        await this.#driveOf(name, label).clearAway();
        const problem = await prepareFlash(flashFile, label);
        if (problem) this.#options.told(problem);
      } catch (error) {
        await claimed.release();
        throw error;
      }
      return {
        async release() {
          await handFlashToDisk(flashFile);
          await claimed.release();
        },
      };
    });
  }
}

function emulatorLabel(name: string): string {
  return name === defaultBoardName ? t('board:emulator') : t('board:emulatorNamed', { name });
}

/** Says so where the data folder is to blame. */
async function orUnusable<T>(folder: string, job: () => Promise<T>): Promise<T> {
  try {
    return await job();
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause)) throw cause;
    throw new ProblemError('data-folder-unusable', { path: folder }, { cause });
  }
}
