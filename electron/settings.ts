/** Settings: one validated JSON file in the data folder. */

import { mkdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import writeFileAtomic from 'write-file-atomic';
import { settingsSchema, type Problem, type Settings } from './api.ts';
import { isMissing } from './local-files/file-problems.ts';
import { describeProblem, ProblemError } from './problem.ts';

/** What a person has before they changed anything. */
export const defaultSettings: Settings = {
  theme: 'system',
  zoom: 1,
  editorTextSize: 14,
  codeFont: 'jetbrains-mono',
  wordWrap: false,
  workspace: '',
  outputsOffOnStop: false,
  simulatedModel: 'pico',
  plotter: { axis: 'time', windowSeconds: 10, windowSamples: 500 },
  sharedComputer: false,
  firstSteps: { closed: false, done: [] },
  layout: {},
};

/** The settings of one data folder. Shared by all windows. */
export class SettingsStore {
  readonly #file: string;
  readonly #changed: (settings: Settings) => void;
  #current: Settings;
  #writing: Promise<void> = Promise.resolve();

  private constructor(file: string, current: Settings, changed: (settings: Settings) => void) {
    this.#file = file;
    this.#current = current;
    this.#changed = changed;
  }

  /**
   * Reads the settings of a data folder. A file that cannot be understood is set aside, never
   * overwritten; `notice` then says so.
   */
  static async open(
    dataFolder: string,
    changed: (settings: Settings) => void,
  ): Promise<{ store: SettingsStore; notice?: Problem }> {
    const file = join(dataFolder, 'settings.json');
    let text: string;
    try {
      text = await readFile(file, 'utf8');
    } catch (error) {
      const store = new SettingsStore(file, defaultSettings, changed);
      return isMissing(error) ? { store } : { store, notice: await setAside(file) };
    }
    const read = understand(text);
    const store = new SettingsStore(file, read ?? defaultSettings, changed);
    return read ? { store } : { store, notice: await setAside(file) };
  }

  get current(): Settings {
    return this.#current;
  }

  /**
   * Changes some settings (of `layout` some panels) for all windows and saves them. Throws
   * `ProblemError` where they cannot be saved; they hold until the host ends all the same.
   */
  async update(changes: Partial<Settings>): Promise<Settings> {
    const layout = { ...this.#current.layout, ...changes.layout };
    this.#current = { ...this.#current, ...changes, layout };
    this.#changed(this.#current);
    const text = `${JSON.stringify(this.#current, null, 2)}\n`;
    const saved = this.#writing.then(() => this.#save(text));
    this.#writing = saved.catch(() => undefined);
    await saved;
    return this.#current;
  }

  async #save(text: string): Promise<void> {
    try {
      await mkdir(join(this.#file, '..'), { recursive: true });
      await writeFileAtomic(this.#file, text);
    } catch (cause) {
      throw new ProblemError('settings-not-saved', { path: this.#file }, { cause });
    }
  }
}

/** Settings from a file of this or an older version: what is missing is filled in, what is unknown dropped. */
function understand(text: string): Settings | null {
  try {
    const read: unknown = JSON.parse(text);
    if (typeof read !== 'object' || read === null || Array.isArray(read)) return null;
    const result = v.safeParse(settingsSchema, { ...defaultSettings, ...read });
    return result.success ? result.output : null;
  } catch {
    return null;
  }
}

async function setAside(file: string): Promise<Problem> {
  const kept = file.replace(/\.json$/, '.broken.json');
  await rename(file, kept).catch(() => undefined);
  return describeProblem('settings-set-aside', { path: kept });
}
