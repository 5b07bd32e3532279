import type { Answer, PickAnswer } from '../../electron/api.ts';
import type { Notices } from '../notices/notices.svelte.ts';
import type { Picked } from './picker.svelte.ts';

/**
 * What was chosen in the door's own dialog, which asks about replacing by itself, or in ours where it has none;
 * `null` where nothing was.
 */
export async function nativeOrOurs(
  native: Answer<PickAnswer>,
  ours: () => Promise<Picked | null>,
  notices: Notices,
): Promise<Picked | null> {
  if (!native.ok) {
    notices.problem(native.problem);
    return null;
  }
  if (native.value.kind === 'no-dialog') return ours();
  return native.value.kind === 'picked' ? { path: native.value.path, replace: true } : null;
}
