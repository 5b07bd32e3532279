/** What windows ask about files on this computer. */

import { homedir } from 'node:os';
import { dirname } from 'node:path';
import type { Handlers } from '../channel/answers.ts';
import type { Session } from '../channel/session.ts';
import type { Dialogs } from '../dialogs.ts';
import { ProblemError } from '../problem.ts';
import { printableName } from './file-names.ts';
import { listFolder, readTextFile, writeTextFile } from './local-files.ts';
import type { Patience } from './patience.ts';
import type { Workspace } from './workspace.ts';

type FileRequest =
  | 'workspace.list'
  | 'workspace.read'
  | 'local.read'
  | 'local.write'
  | 'local.pickOpen'
  | 'local.pickSave'
  | 'local.browse';

/** Saving on a slow stick or over a network may take its time; in milliseconds. */
const writeLimit = 60_000;

/** Handlers for the workspace, for files chosen in dialogs, and for the dialogs themselves. */
export function fileHandlers(
  workspace: Workspace,
  patience: Patience,
  dialogs: Dialogs,
): Handlers<Session, FileRequest> {
  const browse = (path: string) => patience.wait(path, () => listFolder(path));
  return {
    'workspace.list': ({ path }) => workspace.list(path),
    'workspace.read': ({ path }) => workspace.read(path),
    'local.read': ({ path }) => patience.wait(dirname(path), () => readTextFile(path)),
    'local.write': (file) =>
      patience.wait(
        dirname(file.path),
        () => writeTextFile({ ...file, mayCreate: workspace.folder }),
        writeLimit,
      ),
    'local.pickOpen': () => dialogs.pickOpen(workspace.folder),
    'local.pickSave': ({ suggestedName }) => dialogs.pickSave(workspace.folder, suggestedName),
    'local.browse': async ({ path }) => {
      if (path !== '') return browse(path);
      try {
        return await workspace.list('');
      } catch (error) {
        if (error instanceof ProblemError) return browse(homedir());
        throw new ProblemError('folder-not-found', { name: printableName(path) }, { cause: error });
      }
    },
  };
}
