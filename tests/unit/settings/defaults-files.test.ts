import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { defaultsFiles } from '../../../electron/settings/defaults-files.ts';

const node = { environment: {}, platform: 'linux', executable: '/usr/bin/node' } as const;

test('Nibble run by Node looks for the file beside its package.json only', () => {
  const [file, ...others] = defaultsFiles(node);
  expect(others).toEqual([]);
  expect(existsSync(join(dirname(file!), 'package.json'))).toBe(true);
});

test('the installed program looks beside itself and among its resources', () => {
  const files = defaultsFiles({
    ...node,
    executable: '/opt/Nibble/nibble',
    resources: '/opt/Nibble/resources',
  });
  expect(files.slice(0, 2)).toEqual([
    '/opt/Nibble/nibble-defaults.json',
    '/opt/Nibble/resources/nibble-defaults.json',
  ]);
});

test('a portable program and an AppImage look beside the file that people start', () => {
  const installed = { ...node, executable: '/tmp/.mount/nibble', resources: '/tmp/.mount/resources' };
  expect(defaultsFiles({ ...installed, environment: { APPIMAGE: '/stick/Nibble.AppImage' } })[0]).toBe(
    '/stick/nibble-defaults.json',
  );
  expect(defaultsFiles({ ...installed, environment: { PORTABLE_EXECUTABLE_DIR: '/stick' } })[0]).toBe(
    '/stick/nibble-defaults.json',
  );
});

test("on a Mac it is beside the application, not inside it: that would break the application's signature", () => {
  const executable = '/Applications/Nibble.app/Contents/MacOS/Nibble';
  const resources = '/Applications/Nibble.app/Contents/Resources';
  expect(defaultsFiles({ ...node, platform: 'darwin', executable, resources })[0]).toBe(
    '/Applications/nibble-defaults.json',
  );
});

test('NIBBLE_DEFAULTS names the file and no other counts', () => {
  expect(defaultsFiles({ ...node, environment: { NIBBLE_DEFAULTS: '/school/nibble.json' } })).toEqual([
    '/school/nibble.json',
  ]);
});
