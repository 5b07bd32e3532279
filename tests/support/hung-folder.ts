import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { onTestFinished } from 'vitest';
import { canMount } from './full-disk.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** True where this user may mount a drive that never answers. */
export function canHang(): boolean {
  return canMount() && existsSync('/dev/fuse');
}

/**
 * A folder that never answers, as on a network drive that went away: a FUSE file system whose other end
 * is held open here and never read. `disconnect` makes the kernel give up: everything asked so far fails.
 */
export async function hungFolder(): Promise<{ folder: string; disconnect: () => void }> {
  const folder = await temporaryFolder();
  const end = openSync('/dev/fuse', 'r+');
  const options = 'fd=3,rootmode=40000,user_id=0,group_id=0';
  const mounted = spawnSync('mount', ['-i', '-t', 'fuse', '-o', options, 'hung', folder], {
    stdio: ['ignore', 'ignore', 'pipe', end],
  });
  if (mounted.status !== 0) throw new Error(`mount: ${mounted.stderr.toString()}`);
  let connected = true;
  const disconnect = (): void => {
    if (connected) closeSync(end);
    connected = false;
  };
  onTestFinished(() => {
    disconnect();
    spawnSync('umount', ['-l', folder]);
  });
  return { folder, disconnect };
}
