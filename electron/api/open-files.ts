/** Files of this computer that a window has open, across the Channel. */

import * as v from 'valibot';
import { path } from './fields.ts';

/** What can be asked of open files. */
export const openFileRequests = {
  /** Follows these files and no others, and looks at once at those that were followed before. */
  'openFiles.follow': v.object({ paths: v.pipe(v.array(path), v.maxLength(1000)) }),
} as const;

/** What open files answer. */
export interface OpenFileValues {
  'openFiles.follow': null;
}

/** What open files tell. */
export interface OpenFileEvents {
  /** These may have changed on the disk, or be gone, or be back. */
  'openFiles.changed': { readonly paths: readonly string[] };
}
