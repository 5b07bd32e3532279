/**
 * The drive of an emulated Pico in BOOTSEL mode, as a real folder: there while the Pico waits, gone when it restarts.
 * Whatever any program writes there is looked through for UF2 blocks, in whatever order and pieces they come; what is
 * none changes nothing, as on a Pico.
 */

import { constants, watch, type FSWatcher } from 'node:fs';
import { mkdir, open, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BootselDrive, BootselDriveSource, BootselWriteEnd } from '../../../runtime/bootsel-drive.ts';
import type { Clock } from '../../../runtime/clock.ts';
import type { Emulation } from '../../../runtime/emulator/emulation.ts';
import { Listeners } from '../../../runtime/listeners.ts';
import { Turns } from '../../turns.ts';
import { NewBlocks } from './new-blocks.ts';

/** Changes that come together are looked at once; in milliseconds. */
const settling = 40;

/** Some systems do not tell of every change; in milliseconds. */
const looksAnyway = 1000;

/** Nobody's UF2 file is larger; in bytes. */
const largestFile = 64 * 1024 * 1024;

/** What is handed over at once, so that it can be told how far it is; in bytes. */
const pieceLength = 128 * 512;

/** What such a folder is made from. */
export interface BootselFolderOptions {
  readonly clock: Clock;
  /** Absolute path that the folder gets, and a name for its drive. */
  readonly folder: string;
  /** The files that the boot ROM shows, by name. One is `INFO_UF2.TXT`. */
  readonly shownFiles: Readonly<Record<string, string>>;
  /** A file was put there that this chip will never take. */
  readonly refused: (name: string, content: Uint8Array) => void;
}

/** The folder of one emulated Pico, through all its Links. */
export class BootselFolder implements BootselDriveSource {
  readonly #options: BootselFolderOptions;
  readonly #listeners = new Listeners();
  readonly #turns = new Turns();
  #emulation: Emulation | null = null;
  #unfollow: () => void = () => undefined;
  #drive: ShownDrive | null = null;

  constructor(options: BootselFolderOptions) {
    this.#options = options;
  }

  /** Shows the drive whenever this emulation is in BOOTSEL mode, instead of one before. */
  follow(emulation: Emulation): void {
    this.#unfollow();
    this.#emulation = emulation;
    const look = (): void => void this.#turns.take(() => this.#showOrHide());
    this.#unfollow = emulation.onChange(look);
    look();
  }

  list(): readonly BootselDrive[] {
    return this.#drive ? [this.#drive] : [];
  }

  onChange(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  /** Removes what a Nibble that was killed has left. For whoever has claimed the board. */
  clearAway(): Promise<void> {
    return this.#turns.take(async () => {
      if (!this.#drive) await removeFolder(this.#options.folder);
    });
  }

  async settled(): Promise<void> {
    await this.#turns.done();
  }

  async #showOrHide(): Promise<void> {
    const { folder } = this.#options;
    const emulation = this.#emulation;
    const isWanted = emulation?.status.mode === 'bootsel';
    if (isWanted === (this.#drive !== null)) return;
    if (isWanted && emulation) {
      await removeFolder(folder); // somebody may have made it since
      await this.#makeFolder().catch(() => undefined); // a full disk; Nibble itself can install all the same
      this.#drive = new ShownDrive(this.#options, emulation);
    } else {
      const gone = this.#drive;
      this.#drive = null;
      gone?.vanish();
      await removeFolder(folder);
    }
    this.#listeners.tell();
  }

  async #makeFolder(): Promise<void> {
    const { folder, shownFiles } = this.#options;
    await mkdir(folder, { recursive: true });
    for (const [name, text] of Object.entries(shownFiles)) await writeFile(join(folder, name), text);
  }
}

/** Windows keeps what another program has open; the next start tries again. */
async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }).catch(() => undefined);
}

/** One showing of the drive. */
class ShownDrive implements BootselDrive {
  readonly id: string;
  readonly info: string;
  readonly volume: string;
  readonly #options: BootselFolderOptions;
  readonly #emulation: Emulation;
  readonly #vanishListeners = new Listeners();
  readonly #blocks = new Map<string, NewBlocks>();
  /** Files that were refused, by length and name: told once. */
  readonly #told = new Set<string>();
  readonly #turns = new Turns();
  readonly #watcher: FSWatcher | null;
  #cancelLook: () => void;
  #cancelSoon: (() => void) | null = null;
  #vanished = false;

  constructor(options: BootselFolderOptions, emulation: Emulation) {
    this.#options = options;
    this.#emulation = emulation;
    this.id = options.folder;
    this.volume = options.folder;
    this.info = options.shownFiles['INFO_UF2.TXT'] ?? '';
    this.#watcher = this.#watch();
    this.#cancelLook = options.clock.after(looksAnyway, () => this.#lookAgain());
  }

  async write(
    uf2: Uint8Array,
    progress: (share: number) => void = () => undefined,
  ): Promise<BootselWriteEnd> {
    for (let start = 0; start < uf2.length; start += pieceLength) {
      if (this.#vanished) return 'vanished';
      progress(start / uf2.length);
      const answer = await this.#emulation.writeUf2(uf2.subarray(start, start + pieceLength));
      if (answer === 'refused') return 'refused';
      if (answer === 'done') {
        progress(1);
        return 'restarts';
      }
    }
    return this.#vanished ? 'vanished' : 'refused';
  }

  onVanish(listener: () => void): () => void {
    return this.#vanishListeners.add(listener);
  }

  vanish(): void {
    this.#vanished = true;
    this.#watcher?.close();
    this.#cancelLook();
    this.#cancelSoon?.();
    this.#vanishListeners.tell();
  }

  #watch(): FSWatcher | null {
    try {
      const watcher = watch(this.volume, { persistent: false }, () => this.#lookSoon());
      watcher.on('error', () => undefined); // the folder went; somebody else removed it
      return watcher;
    } catch {
      return null; // it is looked at now and then all the same
    }
  }

  #lookSoon(): void {
    this.#cancelSoon ??= this.#options.clock.after(settling, () => {
      this.#cancelSoon = null;
      void this.#turns.take(() => this.#look());
    });
  }

  #lookAgain(): void {
    if (this.#vanished) return;
    void this.#turns
      .take(() => this.#look())
      .then(() => {
        if (!this.#vanished) {
          this.#cancelLook = this.#options.clock.after(looksAnyway, () => this.#lookAgain());
        }
      });
  }

  async #look(): Promise<void> {
    const entries = await readdir(this.volume, { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      if (this.#vanished) return;
      if (!entry.isFile() || Object.hasOwn(this.#options.shownFiles, entry.name)) continue;
      const content = await readWhole(join(this.volume, entry.name));
      if (content) await this.#take(entry.name, content);
    }
  }

  #refused(name: string, content: Uint8Array): void {
    const file = `${content.length} ${name}`;
    if (this.#told.has(file)) return;
    this.#told.add(file);
    this.#options.refused(name, content);
  }

  async #take(name: string, content: Uint8Array): Promise<void> {
    let blocks = this.#blocks.get(name);
    if (!blocks) this.#blocks.set(name, (blocks = new NewBlocks()));
    for (const block of blocks.in(content)) {
      if (this.#vanished) return;
      const answer = await this.#emulation.writeUf2(block).catch(() => 'done' as const);
      if (answer === 'done') return;
      if (answer === 'refused') return this.#refused(name, content);
    }
  }
}

/** `null` where it cannot be read just now, as while it is written on Windows. */
async function readWhole(path: string): Promise<Uint8Array | null> {
  try {
    const handle = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    try {
      const { size } = await handle.stat();
      return size <= largestFile ? await handle.readFile() : null;
    } finally {
      await handle.close();
    }
  } catch {
    return null;
  }
}
