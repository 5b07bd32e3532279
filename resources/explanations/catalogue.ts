/**
 * Errors in plain words: every case that Nibble can explain. The first case that fits an error
 * explains it, so special cases stand before general ones, and the last one fits everything.
 */

import { generalEntries, hardwareEntries } from './hardware.ts';
import { nameEntries } from './names.ts';
import { syntaxEntries } from './syntax.ts';
import { typeEntries } from './types.ts';
import { valueEntries } from './values.ts';

/** All cases, in the order in which they are tried. */
export const catalogue = [
  ...syntaxEntries,
  ...nameEntries,
  ...typeEntries,
  ...hardwareEntries,
  ...valueEntries,
  ...generalEntries,
] as const;

/** Names one case, in the catalogue and in the messages. */
export type ExplanationId = (typeof catalogue)[number]['id'];

/** Names a cause that has to be looked for in the program. */
export type CauseName = Extract<(typeof catalogue)[number], { readonly cause: string }>['cause'];
