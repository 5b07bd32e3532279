import type { Channel } from '../../../electron/api.ts';
import { t } from '../../../resources/messages/messages.ts';
import type { Situation } from '../../boards/situation.ts';
import { nameOfPath } from '../../editor/place.ts';
import { pathIn } from '../../picker/picker.svelte.ts';
import type { FileBoard } from '../board-file.ts';
import type { DocumentFiles } from '../document-files.ts';
import type { TreeSource } from './tree-row.ts';

/** Key of the half of the tree that shows the workspace. */
export const computerKey = 'computer';

/** Key of the half of the tree that shows a board. */
export function boardKey(boardId: string): string {
  return `board:${boardId}`;
}

/** The workspace as the tree shows it; `folder` is its absolute path. */
export function workspaceSource(channel: Channel, files: DocumentFiles, folder: string): TreeSource {
  return {
    key: computerKey,
    root: { kind: 'computer' },
    label: t('files:computer'),
    detail: nameOfPath(folder),
    emptyWords: t('files:emptyComputer'),
    async list(path) {
      const answer = await channel.request('workspace.list', { path });
      return answer.ok ? { ok: true, value: answer.value.entries } : answer;
    },
    open: (path) => (isZip(path) ? files.openPath(pathIn(folder, path)) : files.openInWorkspace(path)),
    async find(text) {
      const answer = await channel.request('explorer.find', { text });
      return answer.ok ? answer.value.found : [];
    },
  };
}

function isZip(path: string): boolean {
  return /\.zip$/i.test(path);
}

/** A board's files as the tree shows them; `away` says why it cannot be asked for them. */
export function boardSource(
  channel: Channel,
  files: DocumentFiles,
  board: FileBoard & { readonly port: string | undefined },
  away: Situation | null,
): TreeSource {
  return {
    key: boardKey(board.id),
    root: { kind: 'board', boardId: board.id },
    label: board.label,
    ...(board.port === undefined ? {} : { detail: board.port }),
    emptyWords: t('files:emptyBoard'),
    ...(away && { away }),
    list: (path) => channel.request('board.files.list', { boardId: board.id, path: `/${path}` }),
    open: (path) => files.openOnBoard(board, `/${path}`),
  };
}
