import { t } from '../../resources/messages/messages.ts';
import type { Asks } from '../asks/asks.svelte.ts';
import type { Session } from '../channel/session.svelte.ts';
import type { EditorDocument } from '../editor/document.svelte.ts';
import type { Editor } from '../editor/editor.svelte.ts';
import type { Recovery } from '../recovery/recovery.svelte.ts';

/** The parts of the window that have to do with it. */
interface Parts {
  readonly session: Session;
  readonly recovery: Recovery;
  readonly editor: Editor;
  readonly asks: Asks;
}

/**
 * Opens what earlier windows left; answers the documents among it whose text was never saved. On a shared
 * computer these are all, and they show only if this person says that they are theirs. What does not show
 * stays where it is.
 */
export async function bringBack(parts: Parts): Promise<readonly EditorDocument[]> {
  const { session, recovery, editor } = parts;
  if (!session.settings?.sharedComputer) return recovery.restore();
  if (!(await isTheirs(parts))) return [];
  const unsaved = await recovery.restore();
  for (const document of editor.documents) if (!unsaved.includes(document)) editor.remove(document);
  return unsaved;
}

async function isTheirs({ recovery, asks }: Parts): Promise<boolean> {
  const names = await recovery.unsavedNames();
  if (names.length === 0) return false;
  const choice = await asks.ask({
    title: t('sharedComputer:somebodys.title'),
    description: t('sharedComputer:somebodys.description', { names: names.join(', ') }),
    choices: [
      // Whoever presses Enter unread does not see what somebody else wrote.
      { id: 'no', label: t('sharedComputer:somebodys.no'), look: 'outlined', proposed: true },
      { id: 'yes', label: t('sharedComputer:somebodys.yes'), look: 'outlined' },
    ],
  });
  return choice === 'yes';
}
