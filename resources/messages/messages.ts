/**
 * The message catalogue: every sentence a person reads, in one place and one language per folder.
 *
 * Each area has a file of its own in `en/`; its keys are reached as `area:key`.
 */

import i18next, { type i18n } from 'i18next';
import announcements from './en/announcements.json';
import board from './en/board.json';
import boardState from './en/board-state.json';
import channel from './en/channel.json';
import commandLine from './en/command-line.json';
import compare from './en/compare.json';
import desktop from './en/desktop.json';
import editor from './en/editor.json';
import examples from './en/examples.json';
import explanations from './en/explanations.json';
import files from './en/files.json';
import firmware from './en/firmware.json';
import firstSteps from './en/first-steps.json';
import history from './en/history.json';
import help from './en/help.json';
import menu from './en/menu.json';
import micropython from './en/micropython.json';
import palette from './en/palette.json';
import plotter from './en/plotter.json';
import problems from './en/problems.json';
import recovery from './en/recovery.json';
import settings from './en/settings.json';
import setup from './en/setup.json';
import sharedComputer from './en/shared-computer.json';
import shell from './en/shell.json';
import simulator from './en/simulator.json';
import window from './en/window.json';

const english = {
  announcements,
  board,
  boardState,
  channel,
  commandLine,
  compare,
  desktop,
  editor,
  examples,
  explanations,
  files,
  firmware,
  firstSteps,
  history,
  help,
  menu,
  micropython,
  palette,
  plotter,
  problems,
  recovery,
  settings,
  setup,
  sharedComputer,
  shell,
  simulator,
  window,
} as const;

/** Forms of a sentence for one and for several are one key. */
type WithoutCount<Key extends string> = Key extends `${infer Stem}_${'one' | 'other'}` ? Stem : Key;

type KeysIn<Messages> = {
  [Key in keyof Messages & string]: Messages[Key] extends string
    ? WithoutCount<Key>
    : Messages[Key] extends readonly string[]
      ? never
      : `${Key}.${KeysIn<Messages[Key]>}`;
}[keyof Messages & string];

type GroupsIn<Messages> = {
  [Key in keyof Messages & string]: Messages[Key] extends string
    ? never
    : Messages[Key] extends readonly string[]
      ? Key
      : Key | `${Key}.${GroupsIn<Messages[Key]>}`;
}[keyof Messages & string];

type English = typeof english;

/** Every sentence there is, as `area:key`. */
export type MessageKey = { [Area in keyof English]: `${Area}:${KeysIn<English[Area]>}` }[keyof English];

/** Every list or group of sentences, likewise. */
export type MessageGroup = { [Area in keyof English]: `${Area}:${GroupsIn<English[Area]>}` }[keyof English];

function createCatalogue(): i18n {
  const catalogue = i18next.createInstance();
  void catalogue.init({
    lng: 'en',
    fallbackLng: 'en',
    ns: Object.keys(english),
    defaultNS: 'window',
    resources: { en: english },
    initAsync: false,
    // Its advertisement would stand in the output of the command line.
    showSupportNotice: false,
    interpolation: { escapeValue: false },
  });
  return catalogue;
}

/** The catalogue itself, for changing the language. */
export const catalogue = createCatalogue();

/**
 * A sentence by key, `t('shell:clear')`; `{{name}}` in the text is replaced by a value,
 * and keys ending in `_one` and `_other` are chosen by `count`. It has a type of our own: i18next's makes
 * TypeScript work out every sentence anew for each file that says one.
 */
export const t = catalogue.t as (key: MessageKey, values?: Readonly<Record<string, unknown>>) => string;

/** All sentences of a list or a group, in their order. */
export function texts(group: MessageGroup): string[] {
  return Object.values(catalogue.t(group, { returnObjects: true }) as Readonly<Record<string, string>>);
}
