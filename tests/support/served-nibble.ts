import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What `npm start -- --browser` starts: it finds the serial ports of this computer. */
export const builtServer = fileURLToPath(new URL('../../out/host/server.js', import.meta.url));
/** The same door, without them. */
const serverWithoutPorts = fileURLToPath(new URL('serial-server.js', import.meta.url));

/** A served Nibble with folders of its own. */
export interface ServedNibble {
  /** The address of the window, access token included. */
  readonly url: string;
  /** What `NIBBLE_DATA_DIR` names. */
  readonly dataFolder: string;
  /** `Documents/Nibble` of the person; not made before the first save. */
  readonly workspace: string;
  /** The process that serves it. */
  readonly process: ChildProcess;
  /** The person's home folder, with everything above in it. */
  readonly home: string;
  /** Ends it as a power cut does; its folders stay. */
  kill(): Promise<void>;
  /** Ends it and removes its folders. */
  close(): Promise<void>;
}

/** How a Nibble is served. */
export interface ServeOptions {
  /** The program that serves it; without, the browser door, which finds no serial ports. */
  readonly server?: string;
  /** More environment variables. */
  readonly environment?: Readonly<Record<string, string>>;
  /** The language of host and window; English without. */
  readonly language?: 'pseudo';
  /** User and group to serve as, for tests of permissions; needs root. */
  readonly asUser?: number;
  /** A home folder that is there already: of a Nibble that was killed, or of one that still runs. */
  readonly home?: string;
  /**
   * Whether the card of the first ten minutes is open beside the editor, as at the very first start. In
   * tests it is put away unless they are about it: it takes room from what they look at.
   */
  readonly firstSteps?: boolean;
  /** Called with the home folder before the server is started. */
  readonly prepare?: (home: string) => Promise<void>;
}

/** Starts the built browser door in a process of its own; answers once its page can be loaded. */
export async function serveNibble(options: ServeOptions = {}): Promise<ServedNibble> {
  const home = options.home ?? (await mkdtemp(join(tmpdir(), 'nibble-e2e-')));
  const dataFolder = join(home, 'data');
  await mkdir(join(home, 'Documents'), { recursive: true });
  if (!options.firstSteps) await putFirstStepsAway(dataFolder, options.asUser);
  await options.prepare?.(home);
  const child = spawn(process.execPath, [options.server ?? serverWithoutPorts, '--no-open'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    ...(options.asUser === undefined ? {} : { uid: options.asUser, gid: options.asUser }),
    env: {
      ...process.env,
      HOME: home,
      USERPROFILE: home,
      XDG_CONFIG_HOME: join(home, '.config'),
      NIBBLE_DATA_DIR: dataFolder,
      ...(options.language && { NIBBLE_LANGUAGE: options.language }),
      ...options.environment,
    },
  });
  // A test run that is ended early must not leave it behind.
  const end = (): void => void child.kill();
  process.once('exit', end);
  const endBy = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
    child.kill(signal);
    await ended;
  };
  return {
    url: await readyAddress(child),
    dataFolder,
    workspace: join(home, 'Documents', 'Nibble'),
    process: child,
    home,
    kill: () => endBy('SIGKILL'),
    async close() {
      process.off('exit', end);
      await endBy('SIGTERM');
      await rm(home, { recursive: true, force: true });
    },
  };
}

async function putFirstStepsAway(dataFolder: string, user?: number): Promise<void> {
  const settings = join(dataFolder, 'settings.json');
  if (existsSync(settings)) return;
  await mkdir(dataFolder, { recursive: true });
  await writeFile(settings, JSON.stringify({ firstSteps: { closed: true, done: [] } }));
  if (user === undefined) return;
  await chown(dataFolder, user, user);
  await chown(settings, user, user);
}

function readyAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stdout! }).on('line', (line) => {
      const address = /^Nibble is ready: (http:\S+)/.exec(line)?.[1];
      if (address) resolve(address);
    });
    child.once('close', (status) => reject(new Error(`The server ended with ${status}.`)));
  });
}
