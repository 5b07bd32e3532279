/** The words of commands about files, understood. */

import { t } from '../../../resources/messages/messages.ts';
import { printableName } from '../../local-files/file-names.ts';
import { UsageError } from '../../usage-error.ts';
import { readBoardWords, type BoardWords } from '../board-words.ts';
import type { CommandName, ParsedWords } from '../options.ts';
import { isOnBoard } from './board-path.ts';

/** What all of them can be told. */
interface FileWords extends BoardWords {
  /** What runs on the board may be stopped without a question. */
  readonly stop: boolean;
}

/** Copying and moving: paths as they were typed, those on the board with a colon. */
export interface TransferWords extends FileWords {
  readonly name: 'cp' | 'mv';
  readonly sources: readonly string[];
  readonly target: string;
  readonly recursive: boolean;
  /** False: what is there already stays. */
  readonly replace: boolean;
}

/** `nibble ls`. */
export interface ListWords extends FileWords {
  readonly name: 'ls';
  readonly paths: readonly string[];
  /** Hidden files too. */
  readonly all: boolean;
  /** Sizes too. */
  readonly long: boolean;
  readonly recursive: boolean;
  readonly json: boolean;
}

/** `nibble rm`. */
export interface RemoveWords extends FileWords {
  readonly name: 'rm';
  readonly paths: readonly string[];
  readonly recursive: boolean;
  /** What is not there need not be deleted. */
  readonly missingIsFine: boolean;
}

/** `nibble mkdir`. */
export interface MakeFolderWords extends FileWords {
  readonly name: 'mkdir';
  readonly paths: readonly string[];
  /** With those it lies in; what is there already is fine. */
  readonly parents: boolean;
}

/** `nibble cat`. */
export interface PrintWords extends FileWords {
  readonly name: 'cat';
  readonly paths: readonly string[];
}

/** `nibble df`. */
export interface SpaceWords extends FileWords {
  readonly name: 'df';
  readonly json: boolean;
}

/** `nibble format`. */
export interface FormatWords extends FileWords {
  readonly name: 'format';
  /** Whoever says so is not asked. */
  readonly isSure: boolean;
}

/** What was asked of files. */
export type FileCommand =
  ListWords | TransferWords | RemoveWords | MakeFolderWords | PrintWords | SpaceWords | FormatWords;

const fileCommandNames = ['ls', 'cp', 'mv', 'rm', 'mkdir', 'cat', 'df', 'format'] as const;

/** True for a command about files. */
export function isFileCommandName(name: CommandName): name is FileCommand['name'] {
  return (fileCommandNames as readonly CommandName[]).includes(name);
}

/** Throws `UsageError` where a path is missing, empty, or not where it must be. */
export function readFileCommand(name: FileCommand['name'], parsed: ParsedWords): FileCommand {
  const { values, positionals } = parsed;
  const words = { stop: values.stop === true, ...readBoardWords(parsed) };
  // An empty text would mean the folder that one is in: it comes from a variable that was never set.
  if (positionals.includes('')) throw new UsageError(t('commandLine:wrong.empty-path'));
  switch (name) {
    case 'ls':
      return {
        ...words,
        name,
        paths: positionals.length > 0 ? onBoard(name, positionals) : [':'],
        all: values.all === true,
        long: values.long === true,
        recursive: values.recursive === true,
        json: values.json === true,
      };
    case 'cp':
    case 'mv':
      return { ...words, name, ...readTransfer(name, parsed) };
    case 'rm': {
      const paths = onBoard(name, positionals);
      return {
        ...words,
        name,
        paths,
        recursive: values.recursive === true,
        missingIsFine: values.force === true,
      };
    }
    case 'mkdir':
      return { ...words, name, paths: onBoard(name, positionals), parents: values.parents === true };
    case 'cat':
      return { ...words, name, paths: onBoard(name, positionals) };
    case 'df': {
      // One board has one storage, so a path says nothing more.
      onBoard(name, [':', ...positionals]);
      return { ...words, name, json: values.json === true };
    }
    case 'format': {
      const [surplus] = positionals;
      if (surplus === undefined) return { ...words, name, isSure: values.yes === true };
      throw new UsageError(t('commandLine:wrong.word', { command: name, word: printableName(surplus) }));
    }
  }
}

function readTransfer(name: 'cp' | 'mv', { values, positionals }: ParsedWords) {
  const sources = positionals.slice(0, -1);
  const target = positionals.at(-1);
  if (target === undefined || sources.length === 0) {
    throw new UsageError(t('commandLine:wrong.no-target', { command: name }));
  }
  if (!positionals.some(isOnBoard)) {
    throw new UsageError(t('commandLine:wrong.all-here', { command: name, path: printableName(target) }));
  }
  if (!isOnBoard(target) && !sources.every(isOnBoard)) {
    const path = printableName(sources.find((source) => !isOnBoard(source)) ?? '');
    throw new UsageError(t('commandLine:wrong.both-here', { path, target: printableName(target) }));
  }
  return {
    sources,
    target,
    recursive: name === 'mv' || values.recursive === true,
    replace: values['no-clobber'] !== true,
  };
}

function onBoard(command: string, paths: readonly string[]): readonly string[] {
  if (paths.length === 0) throw new UsageError(t('commandLine:wrong.no-path', { command }));
  const local = paths.find((path) => !isOnBoard(path));
  if (local === undefined) return paths;
  throw new UsageError(t('commandLine:wrong.no-colon', { command, path: printableName(local) }));
}
