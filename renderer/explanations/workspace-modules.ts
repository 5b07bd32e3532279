import type { Channel } from '../../electron/api.ts';
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
  return answer.value.entries.flatMap(({ name, kind }) => {
    const module = kind === 'file' ? /^(\w+)\.m?py$/.exec(name)?.[1] : /^\w+$/.exec(name)?.[0];
    return module === undefined ? [] : [{ name: module, path: folder === '' ? name : `${folder}/${name}` }];
  });
}
