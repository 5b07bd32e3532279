import type { CauseName } from '../../resources/explanations/catalogue.ts';
import type { Cause } from './failure.ts';
import * as attributes from './names/attributes.ts';
import * as imports from './names/imports.ts';
import * as undefinedNames from './names/undefined-names.ts';
import * as assignments from './syntax/assignments.ts';
import * as blocks from './syntax/blocks.ts';
import * as brackets from './syntax/brackets.ts';
import * as characters from './syntax/characters.ts';
import * as indentation from './syntax/indentation.ts';
import * as words from './syntax/words.ts';
import {
  builtinOverwritten,
  calledName,
  classNotObject,
  missingSelf,
  tooFewArguments,
  tooManyArguments,
  unknownArgument,
} from './values/calls.ts';
import * as collections from './values/collections.ts';
import * as hardware from './values/hardware.ts';
import * as operators from './values/operators.ts';

/** What each cause named in the catalogue looks for. */
export const causes: Readonly<Record<CauseName, Cause>> = {
  ...assignments,
  ...blocks,
  ...brackets,
  ...characters,
  ...indentation,
  ...words,
  ...attributes,
  ...imports,
  ...undefinedNames,
  ...collections,
  ...hardware,
  ...operators,
  builtinOverwritten,
  calledName,
  classNotObject,
  missingSelf,
  tooFewArguments,
  tooManyArguments,
  unknownArgument,
};
