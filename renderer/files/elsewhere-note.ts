import { t } from '../../resources/messages/messages.ts';
import type { EditorDocument } from '../editor/document.svelte.ts';
import type { StripNote } from '../editor/strip-notes.ts';
import type { DocumentFiles } from './document-files.ts';

/** What the strip above a document says while its file on this computer is not what it was. */
export function elsewhereNotes(document: EditorDocument, files: DocumentFiles): StripNote[] {
  const { elsewhere, name } = document;
  if (!elsewhere) return [];
  if (elsewhere.kind === 'changed') {
    return [
      {
        id: 'changed-elsewhere',
        text: t('files:elsewhere.changed', { name }),
        pressing: true,
        action: { label: t('files:elsewhere.compare'), run: () => void files.settle(document) },
      },
    ];
  }
  return [
    {
      id: 'gone',
      text: t('files:elsewhere.gone', { name }),
      pressing: true,
      action: { label: t('files:elsewhere.saveAgain'), run: () => void files.save(document) },
    },
  ];
}
