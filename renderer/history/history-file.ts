import type { HistoryFile } from '../../electron/api.ts';
import type { Place } from '../editor/place.ts';

/** The file whose history a document has. */
export function historyFileOf(place: Place): HistoryFile {
  if (place.kind === 'nowhere') return { kind: 'nowhere', name: place.name };
  if (place.kind === 'computer') return { kind: 'computer', path: place.path };
  return { kind: 'board', boardId: place.boardId, path: place.path };
}
