/** Example programs across the Channel. */

import * as v from 'valibot';
import { nothing } from './fields.ts';

/** What can be asked of examples. */
export const exampleRequests = {
  'example.list': nothing,
  'example.read': v.object({ id: v.pipe(v.string(), v.regex(/^[a-z0-9-]+$/)) }),
} as const;

/** What examples answer. */
export interface ExampleValues {
  'example.list': readonly { readonly id: string; readonly title: string }[];
  'example.read': { readonly text: string };
}
