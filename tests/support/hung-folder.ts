import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';

/** True where this user may mount a drive that never answers. */
export function canHang(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/dev/fuse');
}

/** A drive that was mounted. */
export interface HungDrive {
  /** The kernel gives up: everything asked so far fails, and so does everything asked later. */
  disconnect(): void;
  unmount(): void;
}

/**
 * Puts a drive over a folder that never answers, as a network drive that went away: a FUSE file system whose
 * other end is held open here and never read.
 */
export function mountHungFolder(folder: string): HungDrive {
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
  return {
    disconnect,
    unmount() {
      disconnect();
      spawnSync('umount', ['-l', folder]);
    },
  };
}
