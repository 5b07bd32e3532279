/** Example programs across the Channel. */

import * as v from 'valibot';
import { nothing } from './fields.ts';

/** One example, as the list of them shows it. */
export interface ExampleSummary {
  /** Also the name of its file, without the ending. */
  readonly id: string;
  readonly title: string;
  /** What it does, one line. */
  readonly about: string;
  /** It shows something only with parts wired to the pins. */
  readonly needsParts: boolean;
}

/** What can be asked of examples. */
export const exampleRequests = {
  'example.list': nothing,
  'example.read': v.object({ id: v.pipe(v.string(), v.regex(/^[a-z0-9_]+$/)) }),
} as const;

/** What examples answer. */
export interface ExampleValues {
  'example.list': readonly ExampleSummary[];
  'example.read': { readonly text: string };
}
