import type { Channel, Events, RootName } from '../../electron/api.ts';
import type { EditorDocument } from '../editor/document.svelte.ts';
import type { Editor } from '../editor/editor.svelte.ts';
import { isAtOrIn, nameOfPath } from '../editor/place.ts';

/** Lets open files keep their tab and their text when they are moved, renamed or deleted in any window. */
export function letTabsFollow(channel: Channel, editor: Editor): () => void {
  const stopMoved = channel.on('explorer.moved', (event) => follow(editor, event));
  const stopDeleted = channel.on('explorer.deleted', (event) => keepTexts(editor, event));
  return () => {
    stopMoved();
    stopDeleted();
  };
}

function follow(editor: Editor, { root, moves }: Events['explorer.moved']): void {
  for (const document of editor.documents) {
    const { place } = document;
    const own = pathOf(document, root);
    const move = moves.find(({ from }) => own !== null && isAtOrIn(own, from));
    if (own === null || !move || place.kind === 'nowhere') continue;
    const path = move.to + own.slice(move.from.length);
    document.markSaved({ ...place, path, name: nameOfPath(path) }, document.saved);
  }
  editor.renamed();
}

/** The text stays, unsaved: saving asks where to. Where the file comes back, the tab is the file's again. */
function keepTexts(editor: Editor, { root, paths }: Events['explorer.deleted']): void {
  for (const document of editor.documents) {
    const { place } = document;
    const own = pathOf(document, root);
    if (own === null || !paths.some((path) => isAtOrIn(own, path)) || place.kind === 'nowhere') continue;
    document.markSaved({ kind: 'nowhere', name: document.name, deleted: place }, null);
  }
  editor.renamed();
}

/** The path of a document in a root; `null` where it lives elsewhere. */
function pathOf({ place }: EditorDocument, root: RootName): string | null {
  if (place.kind === 'computer') return root.kind === 'computer' ? place.path : null;
  if (place.kind === 'board')
    return root.kind === 'board' && root.boardId === place.boardId ? place.path : null;
  return null;
}
