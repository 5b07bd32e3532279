/** A kernel pseudo-terminal with a board behind it: what `serialport` opens is the other end of a real tty. */

import { spawn } from 'node:child_process';
import { existsSync, watch } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Link } from '../../runtime/link.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** Puts an open Link behind a pseudo-terminal for the running test; the value is the terminal's path. */
export async function putBehindTerminal(link: Link): Promise<string> {
  const folder = await temporaryFolder();
  const path = join(folder, 'tty');
  const socat = spawn('socat', ['-b', '1024', `pty,raw,echo=0,link=${path},ignoreeof`, 'stdio'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => socat.once('close', () => resolve()));
  onTestFinished(async () => {
    socat.kill();
    await ended;
    await link.close();
  });
  link.onData((bytes) => {
    if (socat.stdin.write(bytes)) return;
    link.pause();
    socat.stdin.once('drain', () => link.resume());
  });
  socat.stdin.on('error', () => undefined); // the test is over
  socat.stdout.on('data', (bytes: Uint8Array) => {
    link.write(Uint8Array.from(bytes)).catch(() => undefined);
  });
  await appeared(folder, path);
  await link.open();
  return path;
}

/** The watch stands before the first look, so that nothing can appear unseen between the two. */
function appeared(folder: string, path: string): Promise<void> {
  return new Promise((resolve) => {
    const watcher = watch(folder, () => look());
    const look = (): void => {
      if (!existsSync(path)) return;
      watcher.close();
      resolve();
    };
    look();
  });
}
