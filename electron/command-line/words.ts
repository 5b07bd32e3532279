/** The words of the command line, understood. */

import { t } from '../../resources/messages/messages.ts';
import { UsageError } from '../usage-error.ts';
import { isFileCommandName, readFileCommand, type FileCommand } from './files/file-words.ts';
import { readFirmwareWords, type InspectWords } from './firmware/firmware-words.ts';
import { readBoardWords, readEmulatorWords, type BoardWords, type EmulatorWords } from './board-words.ts';
import { commandNames, isCommandName, parseOptions, type CommandName, type ParsedWords } from './options.ts';

/** What was asked for. */
export type Command =
  | ({ readonly name: 'run'; readonly file: string; readonly stop: boolean } & BoardWords)
  | ({ readonly name: 'repl' } & BoardWords)
  | { readonly name: 'boards'; readonly json: boolean }
  | FileCommand
  | InspectWords
  | ({ readonly name: 'emulator'; readonly board: string; readonly link?: string } & EmulatorWords)
  /** About one command, or all of them. */
  | { readonly name: 'help'; readonly about?: CommandName }
  | { readonly name: 'version' };

/** Reads the words after `nibble`. Throws `UsageError`. */
export function readWords(words: readonly string[]): Command {
  const [name, ...rest] = words;
  if (name === undefined) throw new UsageError(t('commandLine:wrong.no-command'));
  if (name === '--version') return { name: 'version' };
  if (['help', '--help', '-h'].includes(name)) return helpAbout(rest[0]);
  if (!isCommandName(name)) {
    const known = commandNames.join(', ');
    throw new UsageError(t('commandLine:wrong.command', { word: name, known }));
  }
  if (asksForHelp(rest)) return helpAbout(name);
  const parsed = parseOptions(name, rest);
  return isFileCommandName(name) ? readFileCommand(name, parsed) : readOther(name, parsed);
}

/** What follows `--` are names of files. */
function asksForHelp(words: readonly string[]): boolean {
  const options = words.includes('--') ? words.slice(0, words.indexOf('--')) : words;
  return options.includes('--help') || options.includes('-h');
}

function helpAbout(word: string | undefined): Command {
  return { name: 'help', ...(word !== undefined && isCommandName(word) && { about: word }) };
}

function readOther(name: Exclude<CommandName, FileCommand['name']>, parsed: ParsedWords): Command {
  const { values, positionals } = parsed;
  if (name === 'firmware') return readFirmwareWords(parsed);
  const surplus = positionals[name === 'run' ? 1 : 0];
  if (surplus !== undefined) {
    throw new UsageError(t('commandLine:wrong.word', { command: name, word: surplus }));
  }
  switch (name) {
    case 'boards':
      return { name, json: values.json === true };
    case 'emulator':
      return readEmulator(parsed);
    case 'repl':
      return { name, ...readBoardWords(parsed) };
    case 'run': {
      const file = positionals[0];
      if (file === undefined) throw new UsageError(t('commandLine:wrong.no-file'));
      return { name, file, stop: values.stop === true, ...readBoardWords(parsed) };
    }
  }
}

function readEmulator(parsed: ParsedWords): Command {
  const { values } = parsed;
  if (values.pty !== true) throw new UsageError(t('commandLine:wrong.no-pty'));
  const board = typeof values.name === 'string' ? `emulator:${values.name}` : 'emulator';
  const link = typeof values.link === 'string' ? { link: values.link } : {};
  return { name: 'emulator', board, ...link, ...readEmulatorWords(parsed) };
}
