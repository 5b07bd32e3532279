/** The words of the command line, understood. */

import { parseArgs, type ParseArgsConfig } from 'node:util';
import { t } from '../../resources/messages/messages.ts';
import { UsageError } from '../usage-error.ts';

/** What can be said about an emulated Pico. */
export interface EmulatorWords {
  /** A UF2 file that it should have. */
  readonly firmware?: string;
  /** As fast as this computer can, instead of never faster than a Pico. */
  readonly fast: boolean;
}

/** What was asked for. */
export type Command =
  | ({ readonly name: 'run'; readonly file: string; readonly board?: string } & EmulatorWords)
  | ({ readonly name: 'repl'; readonly board?: string } & EmulatorWords)
  | { readonly name: 'boards'; readonly json: boolean }
  | ({ readonly name: 'emulator'; readonly board: string; readonly link?: string } & EmulatorWords)
  | { readonly name: 'help' }
  | { readonly name: 'version' };

const ofEmulators = { firmware: { type: 'string' }, fast: { type: 'boolean' } } as const;

/** Options of each command. */
const options = {
  run: { board: { type: 'string' }, ...ofEmulators },
  repl: { board: { type: 'string' }, ...ofEmulators },
  boards: { json: { type: 'boolean' } },
  emulator: {
    pty: { type: 'boolean' },
    link: { type: 'string' },
    name: { type: 'string' },
    ...ofEmulators,
  },
} as const satisfies Record<string, ParseArgsConfig['options']>;

type CommandName = keyof typeof options;
type Values = Readonly<Partial<Record<string, unknown>>>;

/** Reads the words after `nibble`. Throws `UsageError`. */
export function readWords(words: readonly string[]): Command {
  const [name, ...rest] = words;
  if (words.includes('--help') || words.includes('-h') || name === 'help') return { name: 'help' };
  if (name === '--version') return { name: 'version' };
  if (name === undefined) throw new UsageError(t('commandLine:wrong.no-command'));
  if (!isCommandName(name)) throw new UsageError(t('commandLine:wrong.command', { word: name }));
  const { values, positionals } = parse(name, rest);
  const surplus = positionals[name === 'run' ? 1 : 0];
  if (surplus !== undefined)
    throw new UsageError(t('commandLine:wrong.word', { command: name, word: surplus }));
  switch (name) {
    case 'boards':
      return { name, json: values.json === true };
    case 'emulator':
      return readEmulator(values);
    case 'repl':
      return { name, ...boardWords(values) };
    case 'run': {
      const file = positionals[0];
      if (file === undefined) throw new UsageError(t('commandLine:wrong.no-file'));
      return { name, file, ...boardWords(values) };
    }
  }
}

function isCommandName(name: string): name is CommandName {
  return Object.hasOwn(options, name);
}

function readEmulator(values: Values): Command {
  if (values.pty !== true) throw new UsageError(t('commandLine:wrong.no-pty'));
  const board = typeof values.name === 'string' ? `emulator:${values.name}` : 'emulator';
  const link = typeof values.link === 'string' ? { link: values.link } : {};
  return { name: 'emulator', board, ...link, ...emulatorWords(values) };
}

/** Throws where something is said about an emulated Pico, and another board is meant. */
function boardWords(values: Values): EmulatorWords & { readonly board?: string } {
  const words = emulatorWords(values);
  const board = typeof values.board === 'string' ? values.board : undefined;
  const isEmulator = board !== undefined && /^emulator(:|$)/.test(board);
  const word = words.firmware !== undefined ? '--firmware' : words.fast ? '--fast' : null;
  if (word !== null && !isEmulator) throw new UsageError(t('commandLine:wrong.only-emulator', { word }));
  return { ...(board !== undefined && { board }), ...words };
}

function emulatorWords(values: Values): EmulatorWords {
  const firmware = typeof values.firmware === 'string' ? { firmware: values.firmware } : {};
  return { ...firmware, fast: values.fast === true };
}

function parse(command: CommandName, words: readonly string[]): { values: Values; positionals: string[] } {
  const known: ParseArgsConfig['options'] = options[command];
  const { tokens, values, positionals } = parseArgs({
    args: [...words],
    options: known,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const option = known[token.name];
    if (!option) throw new UsageError(t('commandLine:wrong.option', { command, word: token.rawName }));
    if (option.type !== 'string' || token.value) continue;
    if (token.name === 'board') throw new UsageError(t('commandLine:wrong.no-board'));
    throw new UsageError(t('commandLine:wrong.no-value', { word: token.rawName }));
  }
  return { values, positionals };
}
