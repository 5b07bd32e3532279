/** The words of the command line, understood. */

import { parseArgs, type ParseArgsConfig } from 'node:util';
import { t } from '../../resources/messages/messages.ts';
import { UsageError } from '../usage-error.ts';

/** What was asked for. */
export type Command =
  | { readonly name: 'run'; readonly file: string; readonly board?: string }
  | { readonly name: 'repl'; readonly board?: string }
  | { readonly name: 'boards'; readonly json: boolean }
  | { readonly name: 'help' }
  | { readonly name: 'version' };

/** Options of each command. */
const options = {
  run: { board: { type: 'string' } },
  repl: { board: { type: 'string' } },
  boards: { json: { type: 'boolean' } },
} as const satisfies Record<string, ParseArgsConfig['options']>;

/** Reads the words after `nibble`. Throws `UsageError`. */
export function readWords(words: readonly string[]): Command {
  const [name, ...rest] = words;
  if (words.includes('--help') || words.includes('-h') || name === 'help') return { name: 'help' };
  if (name === '--version') return { name: 'version' };
  if (name === undefined) throw new UsageError(t('commandLine:wrong.no-command'));
  if (name !== 'run' && name !== 'repl' && name !== 'boards') {
    throw new UsageError(t('commandLine:wrong.command', { word: name }));
  }
  const { values, positionals } = parse(name, rest);
  const allowed = name === 'run' ? 1 : 0;
  const surplus = positionals[allowed];
  if (surplus !== undefined)
    throw new UsageError(t('commandLine:wrong.word', { command: name, word: surplus }));
  if (name === 'boards') return { name, json: values.json === true };
  const board = typeof values.board === 'string' ? { board: values.board } : {};
  if (name === 'repl') return { name, ...board };
  const file = positionals[0];
  if (file === undefined) throw new UsageError(t('commandLine:wrong.no-file'));
  return { name, file, ...board };
}

function parse(command: keyof typeof options, words: readonly string[]) {
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
    if (!Object.hasOwn(known, token.name)) {
      throw new UsageError(t('commandLine:wrong.option', { command, word: token.rawName }));
    }
    if (token.name === 'board' && !token.value) throw new UsageError(t('commandLine:wrong.no-board'));
  }
  return { values, positionals };
}
