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

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'window';
    resources: typeof english;
  }
}

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
 * and keys ending in `_one` and `_other` are chosen by `count`.
 */
export const t = catalogue.t;
