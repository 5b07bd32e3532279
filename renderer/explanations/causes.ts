import type { CauseName } from '../../resources/explanations/catalogue.ts';
import type { Cause } from './failure.ts';
import * as assignments from './syntax/assignments.ts';
import * as blocks from './syntax/blocks.ts';
import * as brackets from './syntax/brackets.ts';
import * as characters from './syntax/characters.ts';
import * as indentation from './syntax/indentation.ts';
import * as words from './syntax/words.ts';

/** What each cause named in the catalogue looks for. */
export const causes: Readonly<Record<CauseName, Cause>> = {
  ...assignments,
  ...blocks,
  ...brackets,
  ...characters,
  ...indentation,
  ...words,
};
