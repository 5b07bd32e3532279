import ClipboardPaste from '@lucide/svelte/icons/clipboard-paste';
import Copy from '@lucide/svelte/icons/copy';
import Cpu from '@lucide/svelte/icons/cpu';
import FilePlus from '@lucide/svelte/icons/file-plus';
import FolderPlus from '@lucide/svelte/icons/folder-plus';
import Laptop from '@lucide/svelte/icons/laptop';
import Pencil from '@lucide/svelte/icons/pencil';
import Scissors from '@lucide/svelte/icons/scissors';
import Trash from '@lucide/svelte/icons/trash';
import Undo from '@lucide/svelte/icons/undo-2';
import { t } from '../../../resources/messages/messages.ts';
import { commandEntry } from '../../commands/command-entry.ts';
import type { Commands } from '../../commands/commands.svelte.ts';
import { wordKeys } from '../../commands/keys.ts';
import type { MenuEntry } from '../../widgets/menu-entries.ts';
import type { Explorer } from '../explorer.svelte.ts';
import type { TreeRow } from './tree-row.ts';
import { computerKey } from './tree-sources.ts';

/** What can be done with a line of the tree, as its menu shows it. */
export function rowMenu(explorer: Explorer, commands: Commands, row: TreeRow): MenuEntry[] {
  const { tree } = explorer;
  const { platform } = commands.surroundings();
  const keys = (combination: string): string => wordKeys(combination, platform);
  const other = explorer.otherBranch(row);
  const usable = row.branch.isUsable;
  const make: MenuEntry[] = [
    {
      kind: 'choice',
      label: t('files:newFile'),
      icon: FilePlus,
      enabled: usable,
      run: () => tree.beginNew('file', row),
    },
    {
      kind: 'choice',
      label: t('files:newFolder'),
      icon: FolderPlus,
      enabled: usable,
      run: () => tree.beginNew('folder', row),
    },
  ];
  const paste: MenuEntry = {
    kind: 'choice',
    label: t('files:paste'),
    icon: ClipboardPaste,
    keys: keys('Mod+V'),
    enabled: usable && explorer.clipboard !== null,
    run: () => void explorer.paste(row),
  };
  const undo: MenuEntry[] = explorer.bringingBack.canUndo
    ? [
        {
          ...commandEntry(commands, 'file.undoOnBoard'),
          label: t('files:bringBack.menu'),
          icon: Undo,
          keys: keys('Mod+Z'),
        },
      ]
    : [];
  if (row.kind === 'top') {
    const takeHome = row.branch.key === computerKey ? 'file.takeHome' : 'board.takeHome';
    const goHome = commandEntry(commands, takeHome);
    return [...make, { kind: 'division' }, paste, ...undo, { kind: 'division' }, goHome];
  }

  const across: MenuEntry[] = other
    ? [
        {
          kind: 'choice',
          label:
            other.key === computerKey
              ? t('files:copyToComputer')
              : t('files:copyToBoard', { board: other.source.label }),
          icon: other.key === computerKey ? Laptop : Cpu,
          enabled: other.isUsable,
          run: () => void explorer.copyAcross(row),
        },
        { kind: 'division' },
      ]
    : [];
  return [
    ...across,
    ...make,
    { kind: 'division' },
    {
      kind: 'choice',
      label: t('files:cut'),
      icon: Scissors,
      keys: keys('Mod+X'),
      run: () => explorer.cut(row),
    },
    {
      kind: 'choice',
      label: t('files:copy'),
      icon: Copy,
      keys: keys('Mod+C'),
      run: () => explorer.copy(row),
    },
    paste,
    { kind: 'division' },
    {
      kind: 'choice',
      label: t('files:rename'),
      icon: Pencil,
      keys: keys('F2'),
      enabled: tree.targets(row).length < 2,
      run: () => tree.beginRename(row),
    },
    {
      kind: 'choice',
      label: t('files:delete.menu'),
      icon: Trash,
      keys: keys('Delete'),
      run: () => void explorer.remove(row),
    },
    ...undo,
  ];
}
