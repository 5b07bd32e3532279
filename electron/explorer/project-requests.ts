/** What windows ask about projects as a whole: a folder is a project, and a zip of it can be taken home. */

import { stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
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
import type { Inbox } from './inbox.ts';
import type { Jobs } from './jobs.ts';
import { openZip } from './open-zip.ts';
import { takeHome } from './take-home.ts';

type ProjectRequest =
  'project.open' | 'project.takeHome' | 'project.openZip' | 'local.pickFolder' | 'local.pickZip';

/** What projects need of the host. */
export interface ProjectParts {
  readonly workspace: Workspace;
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
  const { workspace, settings, patience, inbox, jobs, dialogs, documentsFolder } = parts;

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

  return {
    'project.open': async ({ path }) => {
      await open(path);
      return null;
    },
    'project.takeHome': ({ job, path, overwrite }, session) =>
      jobs.run(session, job, async (course) => {
        const { root, folder } = workspace;
        const files = await takeHome({ root, folder, path, overwrite, patience }, course);
        workspace.changed();
        return { files };
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
