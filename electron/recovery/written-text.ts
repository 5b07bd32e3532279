/** The text that a log amounts to, without the editor that wrote it. */

import type { RecoveryEntry } from '../api.ts';

type Changes = Extract<RecoveryEntry, { kind: 'change' }>['changes'];

/** The text after all changes of a log; `null` where the log has none: then it is what its file says. */
export function writtenText(entries: readonly RecoveryEntry[]): string | null {
  const pieces = entries.flatMap((entry) => (entry.kind === 'text' ? [entry.text] : []));
  const changes = entries.flatMap((entry) => (entry.kind === 'change' ? [entry.changes] : []));
  const unchanged = entries.some((entry) => entry.kind === 'ready' && entry.length === null);
  return unchanged ? null : changes.reduce(changed, pieces.join(''));
}

/** The name a log says its document has now. */
export function writtenName(entries: readonly RecoveryEntry[]): string | null {
  const placed = entries.findLast((entry) => entry.kind === 'begin' || entry.kind === 'placed');
  return placed?.place.name ?? null;
}

/** Whether a log has text that was not saved; one that ends before it says so counts as such. */
export function isUnsaved(entries: readonly RecoveryEntry[]): boolean {
  const last = entries.findLast(({ kind }) => ['text', 'change', 'ready', 'view'].includes(kind));
  return last !== undefined && (!('unsaved' in last) || last.unsaved);
}

function changed(text: string, changes: Changes): string {
  let at = 0;
  let after = '';
  for (const part of changes) {
    const [length, ...lines] = typeof part === 'number' ? [part] : part;
    if (typeof part === 'number') after += text.slice(at, at + length);
    else after += lines.join('\n');
    at += length;
  }
  return after;
}
