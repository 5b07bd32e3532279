/** Settings across the Channel: also the schema of the file they are kept in. */

import * as v from 'valibot';
import { nothing } from './fields.ts';

export const settingsSchema = v.object({
  theme: v.picklist(['system', 'light', 'dark']),
  /** Scale of the whole window, 0.5 to 3. */
  zoom: v.pipe(v.number(), v.minValue(0.5), v.maxValue(3)),
  /** Size of code in the editor at normal zoom, in pixels: 10 to 32. */
  editorTextSize: v.pipe(v.number(), v.minValue(10), v.maxValue(32)),
  /** What code is written in, in editor and shell; `computer` is the system's own monospaced font. */
  codeFont: v.picklist(['jetbrains-mono', 'atkinson-hyperlegible-mono', 'computer']),
  /** Long lines of the editor go on in the next line instead of beyond its edge. */
  wordWrap: v.boolean(),
  /**
   * Absolute path of the workspace, or empty for the default `Documents/Nibble`. `~` at its beginning
   * is the person's own folder, for defaults that many people share.
   */
  workspace: v.pipe(v.string(), v.regex(/^$|^~?[/\\]|^~$|^[A-Za-z]:[/\\]/)),
  /** Every Stop also turns all outputs off. */
  outputsOffOnStop: v.boolean(),
  /** The clock of a board is set to this computer's when it is ready. */
  setsBoardClock: v.boolean(),
  /** At its start a window works with the board that was last worked with, if that is there. */
  reconnect: v.boolean(),
  /** The id of that board; the window remembers it. */
  lastBoard: v.pipe(v.string(), v.maxLength(300)),
  /** What the simulated Pico is: MicroPython made for this computer, or real firmware on an emulated chip. */
  simulation: v.picklist(['fast', 'exact']),
  /** Which board "Fast" is; "Exact" is a Pico. */
  simulatedModel: v.picklist(['pico', 'pico-w']),
  plotter: v.object({
    /** What runs to the right: time, or the number of the sample. */
    axis: v.picklist(['time', 'samples']),
    /** How much of it shows at once while it follows the program: seconds, 1 to 3600 … */
    windowSeconds: v.pipe(v.number(), v.minValue(1), v.maxValue(3600)),
    /** … or samples, 10 to 100,000. */
    windowSamples: v.pipe(v.number(), v.integer(), v.minValue(10), v.maxValue(100_000)),
    /** A new run goes on after the numbers of the last one instead of replacing them. */
    keepsLastRun: v.boolean(),
  }),
  /** Several people use this account of this computer, one after the other: each starts clean. */
  sharedComputer: v.boolean(),
  /** The card of the first ten minutes: put away, and the ids of the steps that were taken. */
  firstSteps: v.object({ closed: v.boolean(), done: v.array(v.string()) }),
  /** Sizes and folds of panels, by panel name; the window's own business. */
  layout: v.record(v.string(), v.union([v.number(), v.boolean()])),
});
export type Settings = v.InferOutput<typeof settingsSchema>;

const settingName = v.picklist(Object.keys(settingsSchema.entries) as (keyof Settings)[]);

/** Where settings come from. */
export interface SettingsSources {
  /** The file that the person's own settings are in. */
  readonly file: string;
  /** `nibble-defaults.json`, if an administrator left one. */
  readonly defaultsFile: string | null;
  /** Settings that it keeps from being changed. */
  readonly locked: readonly (keyof Settings)[];
  /** Absolute path of the workspace now in force. */
  readonly workspace: string;
}

/** What can be asked of settings. */
export const settingsRequests = {
  'settings.read': nothing,
  'settings.update': v.object({ changes: v.partial(settingsSchema) }),
  /** Puts these back to what everybody begins with on this computer. */
  'settings.reset': v.object({ names: v.array(settingName) }),
  'settings.sources': nothing,
} as const;

/** What settings answer. */
export interface SettingsValues {
  'settings.read': Settings;
  'settings.update': Settings;
  'settings.reset': Settings;
  'settings.sources': SettingsSources;
}

/** What settings tell. */
export interface SettingsEvents {
  'settings.changed': { readonly settings: Settings };
  /** What was wrong with the settings file is not so any more. */
  'settings.mended': Readonly<Record<string, never>>;
}
