import type { Channel } from '../../electron/api.ts';
import { t } from '../../resources/messages/messages.ts';
import type { DocumentFiles, FileBoard } from './document-files.ts';
import type { TreeSource } from './file-tree.svelte.ts';

/** Key of the half of the tree that shows the workspace. */
export const computerKey = 'computer';

/** Key of the half of the tree that shows a board. */
export function boardKey(boardId: string): string {
  return `board:${boardId}`;
}

/** The workspace as the tree shows it. */
export function workspaceSource(channel: Channel, files: DocumentFiles): TreeSource {
  return {
    key: computerKey,
    label: t('files:computer'),
    emptyWords: t('files:emptyComputer'),
    async list(path) {
      const answer = await channel.request('workspace.list', { path });
      return answer.ok ? { ok: true, value: answer.value.entries } : answer;
    },
    open: (path) => files.openInWorkspace(path),
  };
}

/** A board's files as the tree shows them. */
export function boardSource(channel: Channel, files: DocumentFiles, board: FileBoard): TreeSource {
  return {
    key: boardKey(board.id),
    label: board.label,
    emptyWords: t('files:emptyBoard'),
    list: (path) => channel.request('board.files.list', { boardId: board.id, path: `/${path}` }),
    open: (path) => files.openOnBoard(board, `/${path}`),
  };
}
