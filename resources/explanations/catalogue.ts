/**
 * Errors in plain words: every case that Nibble can explain. The first case that fits an error
 * explains it, so special cases stand before general ones, and the last one fits everything.
 */

import { syntaxEntries } from './syntax.ts';

/** All cases, in the order in which they are tried. */
export const catalogue = [...syntaxEntries] as const;

/** Names one case, in the catalogue and in the messages. */
export type ExplanationId = (typeof catalogue)[number]['id'];

/** Names a cause that has to be looked for in the program. */
export type CauseName = Extract<(typeof catalogue)[number], { readonly cause: string }>['cause'];
