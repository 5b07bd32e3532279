import type { RecoveredDocument, RecoveryEntry } from '../../electron/api.ts';
import { t } from '../../resources/messages/messages.ts';
import { EditorDocument } from '../editor/document.svelte.ts';
import type { Place } from '../editor/place.ts';
import { doAgain, type ChangeEntry } from './change-entries.ts';

type Entry<Kind extends RecoveryEntry['kind']> = Extract<RecoveryEntry, { kind: Kind }>;

/** A document as its log tells it. */
export interface Replayed {
  readonly place: Place;
  /** The text with its undo history; `null` where it is simply what its file says. */
  readonly document: EditorDocument | null;
  readonly view: Pick<Entry<'view'>, 'selection' | 'top' | 'unsaved'> | null;
  /** The text as it was saved, where no file has it. */
  readonly saved: string | null;
}

/** Does again what a document's log says. Whatever is wrong in it, everything before comes back. */
export function replay({ entries, whole }: RecoveredDocument): Replayed {
  const begin = entries.find((entry) => entry.kind === 'begin');
  const ready = entries.find((entry) => entry.kind === 'ready') ?? null;
  const placed = entries.findLast((entry) => entry.kind === 'placed') ?? begin;
  const view = entries.findLast((entry) => entry.kind === 'view') ?? ready;
  const place = placed?.place ?? { kind: 'nowhere', name: t('editor:untitled') };
  if (whole && ready?.length === null) return { place, document: null, view, saved: null };
  const document = new EditorDocument(whole ? place : incomplete(place), textIn(entries));
  const history = entries.find((entry) => entry.kind === 'history');
  if (whole && history && ready) reviveHistory(document, history, ready);
  const changes = whole ? entries.filter((entry) => entry.kind === 'change') : [];
  for (const change of changes) if (!takeAgain(document, change)) break;
  return { place: document.place, document, view, saved: begin?.saved ?? null };
}

/** A text of which a part is missing must not be saved over the file that has all of it. */
function incomplete(place: Place): Place {
  return { kind: 'nowhere', name: place.name };
}

function textIn(entries: readonly RecoveryEntry[]): string {
  return entries.flatMap((entry) => (entry.kind === 'text' ? [entry.text] : [])).join('');
}

function reviveHistory(
  document: EditorDocument,
  { done, undone }: Entry<'history'>,
  { selection }: Entry<'ready'>,
): void {
  const doc = document.text;
  const withHistory = { doc, selection, history: { done, undone } };
  const withoutHistory = { doc, selection: { ranges: [{ anchor: 0, head: 0 }], main: 0 } };
  try {
    document.revive(withHistory);
  } catch {
    document.revive({ ...withoutHistory, history: { done: [], undone: [] } });
  }
}

/** False where the change does not fit the text: nothing after it can be trusted. */
function takeAgain(document: EditorDocument, entry: ChangeEntry): boolean {
  try {
    document.take([doAgain(document.state, entry)]);
    return true;
  } catch {
    return false;
  }
}
