/** What windows ask about files on this computer. */

import { homedir } from 'node:os';
import type { Handlers } from '../channel/answers.ts';
import type { Session } from '../channel/session.ts';
import type { Dialogs } from '../dialogs.ts';
import { ProblemError } from '../problem.ts';
import { printableName } from './file-names.ts';
import { listFolder, readTextFile, writeTextFile } from './local-files.ts';
import type { Workspace } from './workspace.ts';

type FileRequest =
  | 'workspace.list'
  | 'workspace.read'
  | 'local.read'
  | 'local.write'
  | 'local.pickOpen'
  | 'local.pickSave'
  | 'local.browse';

/** Handlers for the workspace, for files chosen in dialogs, and for the dialogs themselves. */
export function fileHandlers(workspace: Workspace, dialogs: Dialogs): Handlers<Session, FileRequest> {
  return {
    'workspace.list': ({ path }) => workspace.list(path),
    'workspace.read': ({ path }) => workspace.read(path),
    'local.read': ({ path }) => readTextFile(path),
    'local.write': (file) => writeTextFile({ ...file, mayCreate: workspace.folder }),
    'local.pickOpen': () => dialogs.pickOpen(workspace.folder),
    'local.pickSave': ({ suggestedName }) => dialogs.pickSave(workspace.folder, suggestedName),
    'local.browse': async ({ path }) => {
      if (path !== '') return listFolder(path);
      try {
        return await workspace.list('');
      } catch (error) {
        if (error instanceof ProblemError) return listFolder(homedir());
        throw new ProblemError('folder-not-found', { name: printableName(path) }, { cause: error });
      }
    },
  };
}
