/** Settings: one file in the data folder that people, windows and several Nibbles change at once. */

import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Clock } from '../../runtime/clock.ts';
import type { Problem, Settings } from '../api.ts';
import { isMissing } from '../local-files/file-problems.ts';
import { FolderWatch } from '../local-files/folder-watch.ts';
import { replaceFile } from '../local-files/replace-file.ts';
import { describeProblem, ProblemError } from '../problem.ts';
import { setAside } from '../set-aside.ts';
import { Turns } from '../turns.ts';
import type { NibbleDefaults } from './nibble-defaults.ts';
import { isNewer, readSettingsText, writeSettingsText } from './settings-text.ts';
import {
  differences,
  layOver,
  settingsFrom,
  understand,
  without,
  type SettingsTree,
} from './settings-tree.ts';

/** What a store is given, and whom it tells. */
export interface SettingsOptions {
  readonly dataFolder: string;
  readonly clock: Clock;
  readonly defaults: NibbleDefaults;
  /** Other settings hold now, whoever changed them. */
  readonly changed: (settings: Settings) => void;
  /** The file came to be wrong while Nibble ran. */
  readonly told: (problem: Problem) => void;
  /** What was last told, or noticed at the start, holds no longer. */
  readonly mended: () => void;
}

/** One change to what is in the file. */
type Edit = (file: SettingsTree) => SettingsTree;

/**
 * The settings of one data folder, shared by all windows. The file holds only what somebody changed: the
 * rest comes from the administrator's defaults, or from Nibble's. A change is written into the file as it
 * is then, so that whatever else is there stays: other people's changes, values of a newer Nibble, and
 * values that are wrong, until they are set anew.
 */
export class SettingsStore {
  /** The file the settings are kept in; absolute. */
  readonly file: string;
  /** What is wrong with the file as it was found at the start. */
  readonly notices: readonly Problem[];
  readonly #options: SettingsOptions;
  readonly #watch: FolderWatch;
  /** What is in the file, as far as it was read. */
  #inFile: SettingsTree = {};
  /** Changes that hold, but are not in the file yet. */
  #pending: readonly Edit[] = [];
  #current: Settings;
  /** One job with the file at a time. */
  readonly #turns = new Turns();
  #opened = false;
  /** What the last problem with the file was, so that it is told once. */
  #lastProblem = '';

  private constructor(options: SettingsOptions, file: string, notices: Problem[]) {
    this.#options = options;
    this.file = file;
    this.notices = notices;
    this.#current = settingsFrom(options.defaults.values);
    this.#watch = new FolderWatch(options.clock, () => void this.refresh());
  }

  /** Reads the settings of a data folder. A file that cannot be read is set aside, never written over. */
  static async open(options: SettingsOptions): Promise<SettingsStore> {
    const notices = [...options.defaults.notices];
    const store = new SettingsStore(options, join(options.dataFolder, 'settings.json'), notices);
    const tell = (problem: Problem): void => {
      notices.push(problem);
      store.#lastProblem = JSON.stringify(problem);
    };
    try {
      const read = await store.#read();
      if (read.ok) store.#takeOver(read.tree, tell);
      else tell(await putAside(store.file));
    } catch {
      tell(await putAside(store.file));
    }
    store.#opened = true;
    await store.#watch.follow(options.dataFolder);
    return store;
  }

  get current(): Settings {
    return this.#current;
  }

  /** Settings that the administrator keeps from being changed. */
  get locked(): readonly (keyof Settings)[] {
    return this.#options.defaults.locked;
  }

  /** The administrator's file; `null` where there is none. */
  get defaultsFile(): string | null {
    return this.#options.defaults.file;
  }

  /**
   * Changes some settings (of those with several values the given ones) for all windows and saves them.
   * Throws `ProblemError` where one is locked, and where they cannot be saved: then they hold until
   * the host ends all the same.
   */
  async update(changes: Partial<Settings>): Promise<Settings> {
    const changed = differences({ ...this.#current }, changes);
    const locked = Object.keys(changed).find((name) => this.#isLocked(name));
    if (locked !== undefined) throw new ProblemError('setting-locked', { name: locked });
    return this.#edit((file) => layOver(file, changed));
  }

  /** Puts settings back to what everybody begins with here. Throws as `update` does. */
  async reset(names: readonly (keyof Settings)[]): Promise<Settings> {
    return this.#edit((file) => without(file, names));
  }

  /** Looks at the file again. */
  refresh(): Promise<void> {
    return this.#turns.take(async () => {
      const read = await this.#read().catch(() => null);
      if (read?.ok) this.#takeOver(read.tree, (problem) => this.#tell(problem));
      else if (read) {
        this.#tell(describeProblem('settings-broken', { path: this.file, line: String(read.line) }));
      }
    });
  }

  /**
   * Lets somebody take the file away; afterwards everything is as everybody begins here. Throws what `take`
   * throws: then nothing has changed.
   */
  giveAway(take: (file: string) => Promise<void>): Promise<void> {
    return this.#turns.take(async () => {
      await take(this.file);
      this.#pending = [];
      this.#takeOver({}, () => undefined);
    });
  }

  /** What would hold if nobody had changed anything. */
  get initial(): Settings {
    return settingsFrom(this.#options.defaults.values);
  }

  /** Stops watching; what is being saved is saved. */
  async close(): Promise<void> {
    this.#watch.close();
    await this.#turns.done();
  }

  async #edit(edit: Edit): Promise<Settings> {
    this.#pending = [...this.#pending, edit];
    this.#apply();
    await this.#turns.take(() => this.#save());
    return this.#current;
  }

  /** Writes all changes that are not in the file yet into the file as it is now. */
  async #save(): Promise<void> {
    const edits = this.#pending;
    if (edits.length === 0) return;
    try {
      const read = await this.#read();
      if (!read.ok) this.#tell(await putAside(this.file));
      const before = read.ok ? read.tree : this.#inFile;
      const after = edits.reduce((file, edit) => edit(file), before);
      await mkdir(dirname(this.file), { recursive: true });
      await replaceFile(this.file, writeSettingsText(after));
      this.#pending = this.#pending.filter((edit) => !edits.includes(edit));
      this.#takeOver(after, () => undefined);
    } catch (cause) {
      throw new ProblemError('settings-not-saved', { path: this.file }, { cause });
    }
  }

  /** A file that is not there is empty. Throws where it cannot be read. */
  async #read(): Promise<ReturnType<typeof readSettingsText>> {
    try {
      return readSettingsText(await readFile(this.file, 'utf8'));
    } catch (error) {
      if (isMissing(error)) return { ok: true, tree: {} };
      throw error;
    }
  }

  #takeOver(tree: SettingsTree, tell: (problem: Problem) => void): void {
    this.#inFile = tree;
    const { wrong } = this.#apply();
    const code = isNewer(tree) ? 'settings-newer' : 'settings-values';
    const problem =
      wrong.length > 0 ? describeProblem(code, { path: this.file, names: wrong.join(', ') }) : null;
    if (this.#lastProblem !== '' && this.#lastProblem !== JSON.stringify(problem)) {
      this.#lastProblem = '';
      this.#options.mended();
    }
    if (problem) tell(problem);
  }

  /** Finds out what holds now, and tells if it is something else than before. */
  #apply(): { wrong: readonly string[] } {
    const file = this.#pending.reduce((tree, edit) => edit(tree), this.#inFile);
    const { values, wrong } = understand(file);
    const { defaults, changed } = this.#options;
    const before = this.#current;
    this.#current = settingsFrom(defaults.values, without(values, defaults.locked));
    const isOther = JSON.stringify(before) !== JSON.stringify(this.#current);
    if (this.#opened && isOther) changed(this.#current);
    return { wrong };
  }

  #isLocked(name: string): boolean {
    return (this.locked as readonly string[]).includes(name);
  }

  #tell(problem: Problem): void {
    const words = JSON.stringify(problem);
    if (words !== this.#lastProblem) this.#options.told(problem);
    this.#lastProblem = words;
  }
}

/** Keeps a file that cannot be read for whoever wants to mend it, and says where it is. */
async function putAside(file: string): Promise<Problem> {
  const kept = await setAside(file);
  return kept === null
    ? describeProblem('settings-unreadable', { path: file })
    : describeProblem('settings-set-aside', { path: kept });
}
