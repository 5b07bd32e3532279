/** Where an administrator may leave `nibble-defaults.json`. */

import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const fileName = 'nibble-defaults.json';

/** What has to be known of the running process. */
export interface ProgramPlace {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** The running program. */
  readonly executable: string;
  /** Electron's folder of resources; absent where the program is Node. */
  readonly resources?: string | undefined;
}

const thisProcess: ProgramPlace = {
  environment: process.env,
  platform: process.platform,
  executable: process.execPath,
  resources: process.versions.electron === undefined ? undefined : process.resourcesPath,
};

/**
 * Every place, the first one first: the file that `NIBBLE_DEFAULTS` names; beside the installed program
 * (the portable one, the AppImage, the Mac's application) and among its resources; in Nibble's own
 * folder, where it runs from its sources.
 */
export function defaultsFiles(place: ProgramPlace = thisProcess): string[] {
  const { environment, platform, executable, resources } = place;
  if (environment.NIBBLE_DEFAULTS) return [resolve(environment.NIBBLE_DEFAULTS)];
  const folders: string[] = [];
  if (resources !== undefined) {
    if (environment.PORTABLE_EXECUTABLE_DIR) folders.push(environment.PORTABLE_EXECUTABLE_DIR);
    if (environment.APPIMAGE) folders.push(dirname(environment.APPIMAGE));
    // A Mac's application is a folder: Nibble.app/Contents/MacOS/Nibble.
    if (platform === 'darwin') folders.push(resolve(dirname(executable), '../../..'));
    folders.push(dirname(executable), resources);
  }
  folders.push(ownFolder());
  return folders.map((folder) => join(folder, fileName));
}

/** The folder of package.json, from the built host or one of its chunks, or from the sources. */
function ownFolder(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  return resolve(here.replace(/[/\\](out[/\\]host|electron)([/\\].*)?$/, ''));
}
