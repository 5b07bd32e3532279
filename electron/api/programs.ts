/** Programs as text across the Channel: what can be said of them without a board. */

import * as v from 'valibot';
import type { SyntaxVerdict } from '../../runtime/interpreter/syntax-check.ts';
import { source } from './fields.ts';

export type { SyntaxMistake, SyntaxVerdict } from '../../runtime/interpreter/syntax-check.ts';

/** What can be asked of programs. */
export const programRequests = {
  /** Has MicroPython compile a program, in an interpreter of its own that never runs it. */
  'program.check': v.object({ source }),
} as const;

/** What is answered about programs. */
export interface ProgramValues {
  'program.check': SyntaxVerdict;
}
