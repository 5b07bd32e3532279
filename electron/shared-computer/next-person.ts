/** "Clear for the next person": everything of one person into one dated folder, and a clean start. */

import { mkdir, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { t } from '../../resources/messages/messages.ts';
import type { ClearingPlan, Problem } from '../api.ts';
import type { SimulatorFolders } from '../boards/simulated-picos.ts';
import { nameOrFree } from '../free-name.ts';
import { isPortableName } from '../local-files/file-names.ts';
import { isInside } from '../local-files/inside.ts';
import { describeProblem, ProblemError } from '../problem.ts';
import type { RecoveredText } from '../recovery/recovery-store.ts';
import { makeDatedFolder } from './dated-folder.ts';
import { moveAway, moveContentsAway } from './put-away.ts';

/** What belongs to a person, and how each part is put away. All paths are absolute. */
export interface Belongings {
  readonly dataFolder: string;
  readonly documentsFolder: string;
  /** The workspace now, and the one that the next person will have. */
  readonly workspaces: () => { readonly now: string; readonly next: string };
  /** Tells every window to go, and answers when all are gone. */
  readonly sendWindowsAway: () => Promise<void>;
  /** Removes what windows left behind once its texts are kept. */
  readonly clearRecovery: (keep: (texts: readonly RecoveredText[]) => Promise<void>) => Promise<void>;
  /** Does something with the folders of the simulated boards while none of them uses them. */
  readonly withoutSimulators: (job: (folders: SimulatorFolders) => Promise<void>) => Promise<void>;
  /** Hands over the folder of the histories. */
  readonly withoutHistory: (job: (folder: string) => Promise<void>) => Promise<void>;
  /** Hands over the settings file; the defaults hold afterwards. */
  readonly withoutSettings: (job: (file: string) => Promise<void>) => Promise<void>;
  /** The date and time: milliseconds since 1970. */
  readonly today: () => number;
}

type Part = 'programs' | 'texts' | 'simulators' | 'history' | 'damaged' | 'settings';
type Place = Part | 'exactSimulators';

/** Makes room for the next person. */
export class NextPerson {
  readonly #belongings: Belongings;
  #clearing: Promise<void> = Promise.resolve();
  #putAway: string | null = null;
  #problem: Problem | null = null;

  constructor(belongings: Belongings) {
    this.#belongings = belongings;
  }

  /** What would be done. */
  plan(): ClearingPlan {
    const { now, next } = this.#belongings.workspaces();
    return {
      folder: this.#parent(),
      programs: this.#isOurs(next) ? next : null,
      stays: now === next ? null : now,
    };
  }

  /**
   * Begins; answers once there is a folder to put things into. Throws `ProblemError` where there cannot be
   * one: then nothing was touched.
   */
  async begin(): Promise<void> {
    let folder: string;
    try {
      folder = await makeDatedFolder(this.#parent(), new Date(this.#belongings.today()));
      await writeFile(join(folder, t('sharedComputer:about.name')), t('sharedComputer:about.text'));
    } catch (cause) {
      throw new ProblemError('clear-impossible', { path: this.#parent() }, { cause });
    }
    this.#clearing = this.#clear(folder);
  }

  /** Waits until everything is put away: windows that come back start clean. */
  done(): Promise<void> {
    return this.#clearing;
  }

  /** What to tell the next window about it; told once. */
  takeNews(): { readonly putAway: string | null; readonly problem: Problem | null } {
    const news = { putAway: this.#putAway, problem: this.#problem };
    this.#putAway = null;
    this.#problem = null;
    return news;
  }

  async #clear(folder: string): Promise<void> {
    const { dataFolder, workspaces, sendWindowsAway, ...take } = this.#belongings;
    const inside = (part: Place): string => join(folder, t(`sharedComputer:part.${part}`));
    await sendWindowsAway();
    const { next } = workspaces();
    const parts: Readonly<Record<Part, () => Promise<void>>> = {
      texts: () => take.clearRecovery((texts) => writeTexts(inside('texts'), texts)),
      damaged: () => moveAway(join(dataFolder, 'recovery', 'set-aside'), inside('damaged')),
      simulators: () =>
        take.withoutSimulators(async ({ fast, exact }) => {
          await moveAway(fast, inside('simulators'));
          await moveAway(exact, inside('exactSimulators'));
        }),
      history: () => take.withoutHistory((from) => moveAway(from, inside('history'))),
      programs: async () => {
        if (this.#isOurs(next)) await moveContentsAway(next, inside('programs'), this.#parent());
      },
      settings: () => take.withoutSettings((from) => moveAway(from, join(folder, 'settings.json'))),
    };
    const left: string[] = [];
    for (const [part, putAway] of Object.entries(parts) as [Part, () => Promise<void>][]) {
      await putAway().catch(() => left.push(t(`sharedComputer:part.${part}`)));
    }
    if (left.length === 0) this.#putAway = folder;
    else this.#problem = describeProblem('clear-incomplete', { path: folder, names: left.join(', ') });
  }

  #parent(): string {
    return join(this.#belongings.documentsFolder, t('sharedComputer:folder'));
  }

  /** False for a workspace that holds more than programs: a home folder, or where Nibble keeps its own things. */
  #isOurs(workspace: string): boolean {
    const { dataFolder, documentsFolder } = this.#belongings;
    return [homedir(), documentsFolder, dataFolder].every((folder) => !isInside(workspace, folder));
  }
}

/** Writes each text into a file of its own name, or of one like it. */
async function writeTexts(folder: string, texts: readonly RecoveredText[]): Promise<void> {
  if (texts.length > 0) await mkdir(folder, { recursive: true });
  const taken = new Set<string>();
  for (const { name, text } of texts) {
    const wanted = isPortableName(name) ? name : t('editor:untitled');
    const isTaken = (one: string): boolean => taken.has(one.toLowerCase());
    const fileName = await nameOrFree(wanted, isTaken);
    taken.add(fileName.toLowerCase());
    await writeFile(join(folder, fileName), text, { flag: 'wx' });
  }
}
