import type { Channel, LocalFileEntry } from '../../electron/api.ts';
import { pathIn } from '../files/tree/tree-row.ts';
import type { WorkspaceModule } from './failure.ts';

/** Where a Pico looks for modules: its top folder and `lib`. The same places in the workspace count. */
const places = ['', 'lib'];

/** Files and folders of the workspace that a program could import if they were on the board. */
export async function workspaceModules(channel: Channel): Promise<WorkspaceModule[]> {
  const found = await Promise.all(places.map((folder) => modulesIn(channel, folder)));
  return found.flat();
}

async function modulesIn(channel: Channel, folder: string): Promise<WorkspaceModule[]> {
  const answer = await channel.request('workspace.list', { path: folder });
  if (!answer.ok) return [];
  return answer.value.entries.flatMap((entry) => {
    const name = moduleName(entry);
    return name === undefined ? [] : [{ name, path: pathIn(folder, entry.name) }];
  });
}

/** What `import` calls a file or folder, if it can import it. */
export function moduleName({ name, kind }: LocalFileEntry): string | undefined {
  return kind === 'file' ? /^(\w+)\.m?py$/.exec(name)?.[1] : /^\w+$/.exec(name)?.[0];
}
