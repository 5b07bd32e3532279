/** Runs the browser door until it is told to end. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue, t } from '../../resources/messages/messages.ts';
import { speakPseudo } from '../../resources/messages/pseudo.ts';
import type { SerialSystem } from '../boards/serial/listed-port.ts';
import { PortWatch } from '../boards/serial/port-watch.ts';
import { SerialSource } from '../boards/serial/serial-source.ts';
import { dataFolder, documentsFolder } from '../data-folder.ts';
import { createHost } from '../host.ts';
import { ProblemError } from '../problem.ts';
import { defaultsFiles } from '../settings/defaults-files.ts';
import { systemTrash } from '../trash.ts';
import { openBrowserDoor, type BrowserDoor, type FileHandler } from './browser-door.ts';
import { readServerOptions, UsageError, type ServerOptions } from './server-options.ts';

/**
 * Serves the window as the command line says, and prints the one line that others wait for once it can be
 * loaded. Ends the process at SIGINT and SIGTERM, or with status 2 and a sentence where it cannot start. For
 * tests, `serial` replaces this computer's ports, and `NIBBLE_LANGUAGE=pseudo` the language (pseudo.ts).
 */
export async function serveBrowser(
  words: readonly string[],
  window: string | FileHandler,
  serial: SerialSystem = new PortWatch(),
): Promise<void> {
  if (process.env['NIBBLE_LANGUAGE'] === 'pseudo') speakPseudo(catalogue);
  try {
    const options = readServerOptions(words);
    if (typeof window === 'string' && !existsSync(join(window, 'index.html'))) {
      throw new UsageError(t('commandLine:server.not-built'));
    }
    await serve(options, window, serial);
  } catch (error) {
    if (!(error instanceof UsageError) && !(error instanceof ProblemError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
  }
}

async function serve(
  options: ServerOptions,
  window: string | FileHandler,
  serial: SerialSystem,
): Promise<void> {
  const host = await createHost({
    dataFolder: dataFolder(),
    documentsFolder: documentsFolder(),
    defaultsFiles: defaultsFiles(),
    door: 'browser',
    sources: [new SerialSource(serial)],
    trash: systemTrash,
    openExternal: openOutside,
    showFolder: openOutside,
  });
  let door: BrowserDoor;
  try {
    door = await openBrowserDoor({ host, window, port: options.port });
  } catch (error) {
    await host.close();
    throw portProblem(error, options.port);
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => void end(host, door));
  }
  process.stdout.write(`${t('commandLine:server.ready', { url: door.url })}\n`);
  if (options.open) await openOutside(door.url).catch(() => undefined);
}

/** Opens an address or a folder. Loaded when it is wanted: a dozen modules that the window would wait for. */
async function openOutside(what: string): Promise<void> {
  const { default: open } = await import('open');
  await open(what);
}

function portProblem(error: unknown, port: number): UsageError {
  const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  const key = reason === 'EADDRINUSE' ? 'commandLine:server.port-taken' : 'commandLine:server.port-failed';
  return new UsageError(t(key, { port, reason }));
}

async function end(host: { close(): Promise<void> }, door: BrowserDoor): Promise<void> {
  await door.close();
  await host.close();
  process.exit(0);
}
