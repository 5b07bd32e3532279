/** Where Nibble keeps what belongs to a person: settings and simulated boards here, programs in Documents. */

import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The user's data folder (settings, recovery, simulated boards, firmware cache), absolute. `NIBBLE_DATA_DIR`
 * moves it elsewhere, for tests and for sticks; otherwise each system's usual place.
 */
export function dataFolder(environment: Environment = process.env, platform = process.platform): string {
  if (environment.NIBBLE_DATA_DIR) return environment.NIBBLE_DATA_DIR;
  const home = homedir();
  if (platform === 'win32') return join(environment.APPDATA ?? join(home, 'AppData', 'Roaming'), 'Nibble');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Nibble');
  return join(environment.XDG_DATA_HOME || join(home, '.local', 'share'), 'nibble');
}

/** The person's Documents folder, under the name the system gives it in their language. */
export function documentsFolder(environment: Environment = process.env, platform = process.platform): string {
  const home = homedir();
  if (platform === 'linux') {
    const configuration = environment.XDG_CONFIG_HOME || join(home, '.config');
    const named = documentsFromUserDirectories(join(configuration, 'user-dirs.dirs'), home);
    if (named) return named;
  }
  return join(home, 'Documents');
}

/** Reads the freedesktop.org xdg-user-dirs file, lines such as `XDG_DOCUMENTS_DIR="$HOME/Dokumente"`. */
function documentsFromUserDirectories(file: string, home: string): string | undefined {
  try {
    const match = /^XDG_DOCUMENTS_DIR="([^"]+)"/m.exec(readFileSync(file, 'utf8'));
    return match?.[1]?.replace('$HOME', home);
  } catch {
    return undefined;
  }
}
