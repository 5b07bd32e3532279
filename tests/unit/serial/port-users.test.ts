import { expect, test } from 'vitest';
import { programIn } from '../../../electron/boards/serial/port-users.ts';

test.each([
  ['thonny', '/usr/bin/python3', '/usr/bin/thonny'],
  ['thonny', 'python3.12', '-m', 'thonny'],
  ['mpremote', '/usr/bin/python3', '-m', 'mpremote', 'connect', '/dev/ttyACM0'],
  ['logger', 'python', '-u', '/home/anna/logger.py'],
  ['Nibble', '/usr/bin/node', '/opt/nibble/out/host/cli.js', 'repl'],
  ['Nibble', 'node', 'build/start.js'],
  ['monitor', 'node', 'monitor.mjs', '/dev/ttyACM0'],
  ['screen', 'screen', '/dev/ttyACM0', '115200'],
  ['python3', 'python3'],
])('people know it as %s', (name, ...words) => {
  expect(programIn(words)).toBe(name);
});
