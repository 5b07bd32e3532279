/** What windows ask about projects as a whole: a folder is a project, and a zip of it can be taken home. */

import { stat } from 'node:fs/promises';
import { basename, isAbsolute } from 'node:path';
import type { RequestParameters } from '../api.ts';
import type { BoardRegistry } from '../boards/board-registry.ts';
import type { Handlers } from '../channel/answers.ts';
import type { Session } from '../channel/session.ts';
import type { Dialogs } from '../dialogs.ts';
import { printableName } from '../local-files/file-names.ts';
import { fileProblem } from '../local-files/file-problems.ts';
import { listFolder } from '../local-files/local-files.ts';
import type { Patience } from '../local-files/patience.ts';
import type { Workspace } from '../local-files/workspace.ts';
import { ProblemError } from '../problem.ts';
import type { SettingsStore } from '../settings/settings-store.ts';
import type { FileRoots } from './file-roots.ts';
import type { Inbox } from './inbox.ts';
import type { Jobs } from './jobs.ts';
import { openZip } from './open-zip.ts';
import { takeHome } from './take-home.ts';

type ProjectRequest =
  'project.open' | 'project.takeHome' | 'project.openZip' | 'local.pickFolder' | 'local.pickZip';

/** What projects need of the host. */
export interface ProjectParts {
  readonly workspace: Workspace;
  readonly roots: FileRoots;
  readonly boards: BoardRegistry;
  readonly settings: SettingsStore;
  readonly patience: Patience;
  readonly inbox: Inbox;
  readonly jobs: Jobs;
  readonly dialogs: Dialogs;
  /** Zips become folders in here. */
  readonly documentsFolder: string;
}

/** Handlers for projects. */
export function projectHandlers(parts: ProjectParts): Handlers<Session, ProjectRequest> {
  const { workspace, roots, boards, settings, patience, inbox, jobs, dialogs, documentsFolder } = parts;

  const open = async (path: string): Promise<void> => {
    if (!isAbsolute(path)) throw new ProblemError('file-bad-name', { name: printableName(path) });
    try {
      const found = await patience.wait(path, () => stat(path));
      if (!found.isDirectory()) throw new ProblemError('project-no-folder', { name: printableName(path) });
    } catch (error) {
      throw fileProblem(error, path, 'list');
    }
    await patience.wait(path, () => listFolder(path));
    await settings.update({ workspace: path });
  };

  const describe = (root: RequestParameters<'project.takeHome'>['root']) => {
    if (root.kind === 'computer') return { name: basename(workspace.folder), folder: workspace.folder };
    const { shortName, label } = boards.get(root.boardId).summary;
    return { name: shortName ?? label, folder: null };
  };

  return {
    'project.open': async ({ path }) => {
      await open(path);
      return null;
    },
    'project.takeHome': ({ job, root, path, overwrite }, session) =>
      jobs.run(session, job, async (course) => {
        const packing = { root: roots.of(root, session), ...describe(root), path, overwrite, patience };
        const packed = await takeHome(packing, course);
        workspace.changed();
        return packed;
      }),
    'project.openZip': ({ job, zip }, session) =>
      jobs.run(session, job, async (course) => {
        const path = zip.kind === 'local' ? zip.path : await inbox.root(session, zip.drop).entry(zip.path);
        if (!isAbsolute(path)) throw new ProblemError('file-bad-name', { name: printableName(path) });
        const unpacked = await openZip({ zip: path, folder: documentsFolder, patience }, course);
        await open(unpacked.folder);
        return unpacked;
      }),
    'local.pickFolder': () => dialogs.pickFolder(workspace.folder),
    'local.pickZip': ({ suggestedName }) => dialogs.pickZip(documentsFolder, suggestedName),
  };
}
