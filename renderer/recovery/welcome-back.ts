import { t } from '../../resources/messages/messages.ts';
import type { EditorDocument } from '../editor/document.svelte.ts';
import type { DocumentFiles } from '../files/document-files.ts';
import type { Notices } from '../notices/notices.svelte.ts';

/** Says quietly that text came back which was never saved, and offers to look at what is different in it. */
export function welcomeBack(
  { notices, files }: { notices: Notices; files: DocumentFiles },
  unsaved: readonly EditorDocument[],
): void {
  if (unsaved.length === 0) return;
  notices.show({
    tone: 'success',
    message: t('recovery:back', { count: unsaved.length }),
    hint: t('recovery:backNames', { names: unsaved.map(({ name }) => name).join(', ') }),
    action: { label: t('recovery:look'), run: () => void lookThrough(files, unsaved) },
  });
}

async function lookThrough(files: DocumentFiles, documents: readonly EditorDocument[]): Promise<void> {
  for (const document of documents) {
    const isChangedElsewhere = document.elsewhere?.kind === 'changed';
    const goesOn = isChangedElsewhere ? files.settle(document) : files.twoTexts.withSaved(document);
    if (!(await goesOn)) return;
  }
}
