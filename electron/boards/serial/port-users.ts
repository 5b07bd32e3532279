/**
 * Who else has a port open. Programs lock ports for each other only if they want to: Thonny and mpremote do, many
 * terminals do not, and two that read from one board get half of what it says each.
 */

import { readdir, readFile, readlink, realpath } from 'node:fs/promises';
import { basename, join } from 'node:path';

/**
 * The name of another program that has the port open, or `null` where none has, or the system does not tell: only Linux
 * does, of programs of the same user.
 */
export async function otherUserOf(path: string, proc = '/proc'): Promise<string | null> {
  if (process.platform !== 'linux') return null;
  // The port of an emulated Pico is a link to it.
  const port = await realpath(path).catch(() => path);
  const processes = (await entriesOf(proc)).filter((name) => /^\d+$/.test(name) && name !== `${process.pid}`);
  const users = await Promise.all(
    processes.map(async (id) => (isUsedBy(await openFiles(join(proc, id, 'fd')), port) ? id : null)),
  );
  const user = users.find((id) => id !== null);
  if (user === undefined) return null;
  const words = await readFile(join(proc, user, 'cmdline'), 'utf8').catch(() => '');
  return programIn(words.split('\0')) || user;
}

/** What Node runs where another Nibble has the port. */
const nibbles = /(^|\/)(out\/host\/(server|cli)|build\/(start|dev))\.js$/;

/** What people call a program that was started with these words: not the Python or Node that runs it. */
export function programIn([program = '', ...words]: readonly string[]): string {
  const name = basename(program);
  if (!/^(python|node|pypy)[\d.]*$/.test(name)) return name;
  const script = words.find((word) => !word.startsWith('-'));
  if (script && nibbles.test(script)) return 'Nibble';
  return script ? basename(script).replace(/\.(py|[cm]?js)$/, '') : name;
}

/** Whoever makes a pseudo-terminal keeps both ends of it open, and is its board. */
function isUsedBy(files: readonly string[], port: string): boolean {
  const isMaker = port.startsWith('/dev/pts/') && files.some((file) => file.endsWith('/ptmx'));
  return files.includes(port) && !isMaker;
}

async function openFiles(folder: string): Promise<string[]> {
  return Promise.all((await entriesOf(folder)).map((fd) => readlink(join(folder, fd)).catch(() => '')));
}

function entriesOf(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}
