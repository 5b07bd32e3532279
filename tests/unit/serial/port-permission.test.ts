import { expect, test } from 'vitest';
import { deniedProblem, type PortRights } from '../../../electron/boards/serial/port-permission.ts';

/** A port of the group `uucp`, as on Arch; `anna` is refused. */
const rights = (changes: Partial<PortRights> = {}): PortRights => ({
  status: async () => ({ gid: 986, mode: 0o20660 }),
  group: async () => 'uucp:x:986:berta,carl',
  userName: () => 'anna',
  sessionGroups: () => [1000, 998],
  ...changes,
});
const problem = (changes?: Partial<PortRights>) => deniedProblem('/dev/ttyACM0', 'Pico', rights(changes));

test('somebody outside of the group gets the command with the group that this computer has', async () => {
  expect(await problem()).toMatchObject({
    code: 'board-denied-group',
    hint: expect.stringContaining('the group uucp'),
    copy: 'sudo usermod -aG uucp anna',
    action: { command: 'board.connect', label: 'Try again' },
  });
});

test('somebody who was put into the group in this session has to log in again', async () => {
  const denied = await problem({ group: async () => 'uucp:x:986:berta,anna\n' });
  expect(denied).toMatchObject({
    code: 'board-denied-session',
    hint: expect.stringMatching(/log out and in/i),
  });
  expect(denied).not.toHaveProperty('copy');
});

test.each([
  ['is in the group all the same', { sessionGroups: () => [986] }],
  ['cannot be helped by a group that may not use it', { status: async () => ({ gid: 986, mode: 0o20600 }) }],
  ['is not sent into the group of root', { status: async () => ({ gid: 0, mode: 0o20660 }) }],
  ['cannot be helped by a group without a name', { group: async () => '' }],
])('somebody who %s is shown how to open this one port', async (_who, changes) => {
  expect(await problem(changes)).toMatchObject({
    code: 'board-denied-port',
    copy: 'sudo chmod a+rw /dev/ttyACM0',
  });
});

test('names are written so that a shell reads them as they are', async () => {
  const group = async () => 'domain users:x:986:';
  expect(await problem({ group, userName: () => "o'neill" })).toMatchObject({
    copy: String.raw`sudo usermod -aG 'domain users' 'o'\''neill'`,
  });
});

test('where nothing can be found out, people are sent to somebody who can', async () => {
  const status = () => Promise.reject(new Error('gone'));
  expect(await problem({ status })).toMatchObject({ code: 'board-denied' });
});
