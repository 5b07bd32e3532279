import TriangleAlert from '@lucide/svelte/icons/triangle-alert';
import { t } from '../../resources/messages/messages.ts';
import type { TabEntry } from '../widgets/tab-entry.ts';
import type { EditorDocument } from './document.svelte.ts';
import type { Place } from './place.ts';

/** What the tab of a document says. */
export function tabEntry(document: EditorDocument): TabEntry {
  return {
    id: document.id,
    label: document.name,
    detail: placeWords(document.place),
    title: 'path' in document.place ? document.place.path : document.name,
    ...(document.elsewhere
      ? { icon: TriangleAlert, iconLabel: t(`editor:elsewhere.${document.elsewhere.kind}`) }
      : {}),
    ...(document.unsaved ? { mark: t('editor:unsaved') } : {}),
  };
}

/** "on this computer", "on Simulated Pico", "not saved yet". */
function placeWords(place: Place): string {
  if (place.kind === 'computer') return t('editor:place.computer');
  if (place.kind === 'board') return t('editor:place.board', { board: place.boardLabel });
  return place.deleted ? t('editor:place.deleted') : t('editor:place.nowhere');
}
