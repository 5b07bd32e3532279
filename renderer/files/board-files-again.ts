import type { Channel } from '../../electron/api.ts';
import type { EditorDocument } from '../editor/document.svelte.ts';
import type { Editor } from '../editor/editor.svelte.ts';
import { isSameFile, type BoardPlace } from '../editor/place.ts';
import { readFormat } from '../editor/text-format.ts';
import { textOf } from './file-on-disk.ts';

/** Gives tabs whose file was deleted on a board their file back when it is there again: by Undo, or from elsewhere. */
export function noticeBoardFilesAgain(channel: Channel, editor: Editor): () => void {
  return channel.on('board.files.changed', ({ boardId }) => {
    for (const document of editor.documents) {
      const { place } = document;
      const deleted = place.kind === 'nowhere' ? place.deleted : undefined;
      if (deleted?.kind === 'board' && deleted.boardId === boardId)
        void lookForFile(channel, editor, document, deleted);
    }
  });
}

async function lookForFile(
  channel: Channel,
  editor: Editor,
  document: EditorDocument,
  deleted: BoardPlace,
): Promise<void> {
  const before = document.place;
  const { boardId, path } = deleted;
  const answer = await channel.request('board.files.read', { boardId, path });
  const isOpen = editor.documents.some((other) => isSameFile(other.place, deleted));
  if (!answer.ok || document.place !== before || isOpen) return;
  const { text: content, hash } = answer.value;
  const { text, format } = readFormat(content);
  const theirs = textOf(text);
  const isOurs = content === deleted.content || document.state.doc.eq(theirs);
  // With something else in it, it is a file that was changed: the text here is not saved, and Save compares the two.
  if (isOurs) document.markSaved({ ...deleted, format, content, hash }, theirs);
  else document.markSaved(deleted, null);
  editor.renamed();
}
