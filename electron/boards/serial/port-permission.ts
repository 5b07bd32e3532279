/** Why this user may not open a port, and what helps: looked up, not guessed, because distributions differ. */

import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import type { Problem } from '../../api.ts';
import { describeProblem } from '../../problem.ts';

/** Bits of a file's mode: its group may read and write it. */
const groupMayUse = 0o060;

/** What the system knows about users and groups; replaced in tests. */
export interface PortRights {
  /** Who owns the port, and its mode. */
  readonly status: (path: string) => Promise<{ readonly gid: number; readonly mode: number }>;
  /** The line of a group as in /etc/group, `name:x:gid:user,user`; empty where there is none. */
  readonly group: (gid: number) => Promise<string>;
  readonly userName: () => string;
  /** Groups of this process: those of its user when the session began. */
  readonly sessionGroups: () => readonly number[];
}

const systemRights: PortRights = {
  status: stat,
  group: groupLine,
  userName: () => userInfo().username,
  sessionGroups: () => [...(process.getgroups?.() ?? []), process.getegid?.() ?? -1],
};

/** What to tell somebody who was refused a port. `board` is what people call it. */
export async function deniedProblem(
  path: string,
  board: string,
  rights: PortRights = systemRights,
): Promise<Problem> {
  const advice = await adviceFor(path, rights).catch(() => null);
  if (!advice) return describeProblem('board-denied', { board });
  const { code, group, copy } = advice;
  return { ...describeProblem(code, { board, group }), ...(copy !== undefined && { copy }) };
}

interface Advice {
  readonly code: 'board-denied-group' | 'board-denied-session' | 'board-denied-port';
  readonly group: string;
  /** The line to paste into a terminal. */
  readonly copy?: string;
}

async function adviceFor(path: string, rights: PortRights): Promise<Advice | null> {
  const { gid, mode } = await rights.status(path);
  const [group = '', , , members = ''] = (await rights.group(gid)).trim().split(':');
  const user = rights.userName();
  const helps = group !== '' && gid !== 0 && (mode & groupMayUse) === groupMayUse;
  if (!helps || rights.sessionGroups().includes(gid))
    return { code: 'board-denied-port', group, copy: `sudo chmod a+rw ${quoted(path)}` };
  if (members.split(',').includes(user)) return { code: 'board-denied-session', group };
  return { code: 'board-denied-group', group, copy: `sudo usermod -aG ${quoted(group)} ${quoted(user)}` };
}

/** As a shell reads it. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/** From the file, or from a directory of the network where the file does not have it. */
async function groupLine(gid: number): Promise<string> {
  const groups = await readFile('/etc/group', 'utf8');
  const line = groups.split('\n').find((entry) => entry.split(':')[2] === String(gid));
  return line ?? askDirectory(gid);
}

function askDirectory(gid: number): Promise<string> {
  return new Promise((resolve) => {
    execFile('getent', ['group', String(gid)], { timeout: 2000 }, (error, output) =>
      resolve(error ? '' : output),
    );
  });
}
