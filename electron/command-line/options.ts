/** The options of every command. */

import { parseArgs, type ParseArgsConfig } from 'node:util';
import { t } from '../../resources/messages/messages.ts';
import { UsageError } from '../usage-error.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

const flag = { type: 'boolean' } as const;
const word = { type: 'string' } as const;
const ofEmulators = { firmware: word, fast: flag } as const;
const ofBoards = { board: word, ...ofEmulators } as const;
/** Files of most boards are reached over the prompt, which a running program has. */
const ofFiles = { ...ofBoards, stop: flag } as const;
const recursive = { type: 'boolean', short: 'r' } as const;
/** How others call `-n`. */
const noClobber = { type: 'boolean', short: 'n' } as const;

const options = {
  run: { ...ofBoards, stop: flag },
  repl: ofBoards,
  boards: { json: flag },
  ls: {
    ...ofFiles,
    all: { type: 'boolean', short: 'a' },
    long: { type: 'boolean', short: 'l' },
    recursive,
    json: flag,
  },
  cp: { ...ofFiles, recursive, 'no-clobber': noClobber },
  mv: { ...ofFiles, 'no-clobber': noClobber },
  rm: { ...ofFiles, recursive, force: { type: 'boolean', short: 'f' } },
  mkdir: { ...ofFiles, parents: { type: 'boolean', short: 'p' } },
  cat: ofFiles,
  df: { ...ofFiles, json: flag },
  format: { ...ofFiles, yes: flag },
  firmware: { json: flag },
  emulator: { pty: flag, link: word, name: word, ...ofEmulators },
} as const satisfies Record<string, Options>;

/** The first word after `nibble`. */
export type CommandName = keyof typeof options;

/** All of them, as they are told to whoever names another one. */
export const commandNames = Object.keys(options) as readonly CommandName[];

/** True for the name of a command. */
export function isCommandName(name: string): name is CommandName {
  return Object.hasOwn(options, name);
}

/** The words of one command, taken apart. */
export interface ParsedWords {
  /** The text of an option, `true` for a flag. */
  readonly values: Readonly<Partial<Record<string, unknown>>>;
  readonly positionals: readonly string[];
}

/** Takes the words after a command apart. Throws `UsageError` where one is unknown or incomplete. */
export function parseOptions(command: CommandName, words: readonly string[]): ParsedWords {
  const known: Options = options[command];
  const { tokens, values, positionals } = parseArgs({
    args: likeUnix(command, words),
    options: known,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const option = known[token.name];
    if (!option || (option.type === 'boolean' && token.value !== undefined)) {
      throw new UsageError(t('commandLine:wrong.option', { command, word: token.rawName }));
    }
    if (option.type !== 'string' || token.value) continue;
    if (token.name === 'board') throw new UsageError(t('commandLine:wrong.no-board'));
    throw new UsageError(t('commandLine:wrong.no-value', { word: token.rawName }));
  }
  return { values, positionals };
}

/** `-R` is what many call `-r`. */
function likeUnix(command: CommandName, words: readonly string[]): string[] {
  const end = words.includes('--') ? words.indexOf('--') : words.length;
  const isRecursive = 'recursive' in options[command];
  return words.map((word, at) =>
    isRecursive && at < end && /^-[a-zA-Z]+$/.test(word) ? word.replaceAll('R', 'r') : word,
  );
}
