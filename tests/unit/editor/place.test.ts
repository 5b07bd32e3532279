import { expect, test } from 'vitest';
import { isAtOrIn } from '../../../renderer/editor/place.ts';

test('a file is in a folder only where the whole name of the folder is the same', () => {
  expect(isAtOrIn('/home/ada/Nibble/servo.py', '/home/ada/Nibble')).toBe(true);
  expect(isAtOrIn('/home/ada/Nibble', '/home/ada/Nibble')).toBe(true);
  expect(isAtOrIn('C:\\Ada\\Nibble\\servo.py', 'C:\\Ada\\Nibble')).toBe(true);
  expect(isAtOrIn('/home/ada/Nibble2/servo.py', '/home/ada/Nibble')).toBe(false);
});
