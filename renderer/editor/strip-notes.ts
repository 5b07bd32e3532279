import { t } from '../../resources/messages/messages.ts';
import type { EditorDocument } from './document.svelte.ts';
import type { Editor } from './editor.svelte.ts';

/** Something worth knowing about the file in front. */
export interface StripNote {
  readonly id: string;
  readonly text: string;
  /** Screen readers say it at once. */
  readonly pressing?: boolean;
  readonly action?: { readonly label: string; readonly run: () => void };
  /** Puts it away. Notes without it go when their reason goes. */
  readonly dismiss?: () => void;
}

/** What the strips above a document say, the most pressing first. */
export function stripNotes(document: EditorDocument, editor: Editor): StripNote[] {
  const notes: StripNote[] = [];
  if (document.oddIndentations > 0) {
    notes.push({
      id: 'mixed-indentation',
      text: t('editor:indentation.mixed', { count: document.oddIndentations }),
      action: { label: t('editor:indentation.mend'), run: () => editor.give('edit.indentWithSpaces') },
    });
  }
  if (document.rewritten) {
    notes.push({
      id: 'rewritten',
      text: t(`editor:rewritten.${document.rewritten}`),
      dismiss: () => (document.rewritten = null),
    });
  }
  if (document.large && !document.largeKnown) {
    notes.push({ id: 'large', text: t('editor:large'), dismiss: () => (document.largeKnown = true) });
  }
  return notes;
}
