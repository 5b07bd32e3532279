/**
 * Tells whether the process that owns a folder still lives. Each process listens at a local socket (a named
 * pipe on Windows) that its folder names; the operating system ends the listening with the process, however it
 * ends, and process numbers that are used again mean nothing here. Of a process on another computer that
 * shares the folder only a file that is touched now and then can tell.
 */

import { randomBytes } from 'node:crypto';
import { readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import type { Clock } from '../runtime/clock.ts';

const fileName = 'owner.json';

/** The owner touches its file this often; in milliseconds. */
const touchInterval = 30_000;

/** An owner on another computer whose file was not touched for so long is gone; in milliseconds. */
const longestSilence = 5 * touchInterval;

const ownerSchema = v.object({
  format: v.pipe(v.number(), v.integer()),
  computer: v.string(),
  /** Path of the socket or pipe. */
  address: v.string(),
});

/** What owns a folder: a living process, none any more, or a version of Nibble that this one does not know. */
export type Ownership = 'alive' | 'gone' | 'newer';

/** The sign of life of this process. */
export interface LifeSign {
  /** Ends it. */
  end(): Promise<void>;
}

/** Makes a folder this process's own, for as long as it lives. Throws what `node:fs` throws. */
export async function showLife(folder: string, format: number, clock: Clock): Promise<LifeSign> {
  const address = socketAddress();
  const server = await listen(address);
  const file = join(folder, fileName);
  let cancel = (): void => {};
  const touch = (): void => {
    const now = new Date();
    void utimes(file, now, now).catch(() => undefined);
    cancel = clock.after(touchInterval, touch);
  };
  try {
    await writeFile(file, JSON.stringify({ format, computer: hostname(), address }), { mode: 0o600 });
  } catch (error) {
    server.close();
    throw error;
  }
  cancel = clock.after(touchInterval, touch);
  return {
    async end() {
      cancel();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Asks for the sign of life of whoever owns a folder. */
export async function ownership(folder: string, format: number): Promise<Ownership> {
  const file = join(folder, fileName);
  const owner = await readOwner(file);
  if (!owner) return 'gone';
  if (owner.format > format) return 'newer';
  if (owner.computer !== hostname()) {
    const touched = await stat(file).then(
      ({ mtimeMs }) => mtimeMs,
      () => 0,
    );
    return Date.now() - touched < longestSilence ? 'alive' : 'gone';
  }
  return (await answers(owner.address)) ? 'alive' : 'gone';
}

/** Clears away what a process that is gone has left beside its folder. */
export async function removeSocket(folder: string): Promise<void> {
  const owner = await readOwner(join(folder, fileName));
  const isOurs = owner && process.platform !== 'win32' && /[\\/]nibble-[0-9a-f]+\.sock$/.test(owner.address);
  if (isOurs) await rm(owner.address, { force: true }).catch(() => undefined);
}

async function readOwner(file: string): Promise<v.InferOutput<typeof ownerSchema> | null> {
  try {
    return v.parse(ownerSchema, JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return null;
  }
}

/** Short, because sockets' paths may not be longer than about a hundred bytes. */
function socketAddress(): string {
  const name = `nibble-${randomBytes(12).toString('hex')}`;
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`);
}

function listen(address: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', reject);
    server.listen(address, () => resolve(server.unref()));
  });
}

/** Only a refusal is a proof of death: in every other doubt the owner lives, and keeps what it has. */
function answers(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(address);
    socket.once('connect', () => resolve(true));
    socket.once('error', (error: NodeJS.ErrnoException) =>
      resolve(error.code !== 'ECONNREFUSED' && error.code !== 'ENOENT'),
    );
    socket.once('connect', () => socket.destroy());
  });
}
