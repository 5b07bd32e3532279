/** A window's connection to the host: its start, its end, and what concerns the whole window. */

import * as v from 'valibot';
import type { BoardSummary } from './boards.ts';
import { nothing } from './fields.ts';
import type { Problem } from './problem.ts';
import type { Settings } from './settings.ts';

/** What a window is told when it connects. */
export interface SessionStart {
  readonly version: string;
  readonly door: 'electron' | 'browser' | 'command-line' | 'test';
  readonly platform: 'linux' | 'macos' | 'windows' | 'other';
  readonly boards: readonly BoardSummary[];
  readonly settings: Settings;
  /** Absolute path of the workspace, whether or not it exists yet. */
  readonly workspace: string;
  /** Absolute paths of files that the system asked this window to show, such as one that was double-clicked. */
  readonly toOpen: readonly string[];
  /** The folder that everything of the person before was just put into; `null` at every other start. */
  readonly putAway: string | null;
  /** What the person should know about this start, such as settings that could not be read. */
  readonly notices: readonly Problem[];
}

/** What commands are called at the moment, and whether they can be given; by their ids. */
export const commandStatesSchema = v.record(
  v.string(),
  v.object({ label: v.string(), enabled: v.boolean() }),
);
export type CommandStates = v.InferOutput<typeof commandStatesSchema>;

/** What can be asked of the session. */
export const sessionRequests = {
  /** First call of every window. */
  'session.start': nothing,
  'session.report': nothing,
  'session.openLink': v.object({ url: v.pipe(v.string(), v.url(), v.startsWith('https://')) }),
  /** Says whether closing this window would lose something; the host asks first if so. */
  'session.unsaved': v.object({ names: v.array(v.string()) }),
  /** For the native menu, which shows the commands as the window does. */
  'session.commands': v.object({ commands: commandStatesSchema }),
} as const;

/** What the session answers. */
export interface SessionValues {
  'session.start': SessionStart;
  'session.report': { readonly text: string };
  'session.openLink': null;
  'session.unsaved': null;
  'session.commands': null;
}

/** What the session tells. */
export interface SessionEvents {
  /** A native menu asks the window to do something: an id in its command registry. */
  command: { readonly id: string };
  /** Something came up in the background that the person should know. */
  'session.notice': { readonly problem: Problem };
  /** The system asks to show a file, by its absolute path. */
  'file.open': { readonly path: string };
}
