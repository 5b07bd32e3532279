import type { Explorer } from '../explorer.svelte.ts';
import type { TreeRow } from './tree-row.ts';

/** What a key did: moved to another line, something else, or nothing. */
export type TreeKeyEffect = 'moved' | 'done' | null;

/** Does what a key means in the tree. */
export function pressTreeKey(
  event: KeyboardEvent,
  explorer: Explorer,
  openMenu: (row: TreeRow) => void,
): TreeKeyEffect {
  const { tree } = explorer;
  const row = tree.current;
  if (!row) return null;
  const { key, shiftKey } = event;
  if (key === 'ContextMenu' || (key === 'F10' && shiftKey)) {
    if (row.kind !== 'words') openMenu(row);
    return 'done';
  }
  if (event.altKey) return null;
  if (event.ctrlKey || event.metaKey) return pressWithControl(key, explorer, row) ? 'done' : null;
  if (key === 'F2') tree.beginRename(row);
  else if (key === 'Delete') void explorer.remove(row);
  else if (key === 'Escape' && explorer.clipboard?.cut) explorer.clipboard = null;
  else return tree.pressKey(key, shiftKey) ? 'moved' : null;
  return 'done';
}

function pressWithControl(key: string, explorer: Explorer, row: TreeRow): boolean {
  const { tree } = explorer;
  switch (key.toLowerCase()) {
    case 'c':
      explorer.copy(row);
      return true;
    case 'x':
      explorer.cut(row);
      return true;
    case 'v':
      void explorer.paste(row);
      return true;
    case 'a':
      tree.selectSiblings();
      return true;
    case 'z':
      void explorer.bringingBack.undoLast();
      return true;
    case 'f':
      tree.filterOpen = true;
      return true;
    case 'backspace': // a Mac's Delete
      void explorer.remove(row);
      return true;
    default:
      return false;
  }
}
