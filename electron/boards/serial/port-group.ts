import { readFile, stat } from 'node:fs/promises';

/**
 * Name of the group that owns a port, which a user of Linux must belong to; it differs between
 * distributions. Empty where it cannot be found out.
 */
export async function groupOfPort(path: string): Promise<string> {
  try {
    const { gid } = await stat(path);
    const groups = await readFile('/etc/group', 'utf8');
    const line = groups.split('\n').find((entry) => entry.split(':')[2] === String(gid));
    return line?.split(':')[0] ?? '';
  } catch {
    return '';
  }
}
