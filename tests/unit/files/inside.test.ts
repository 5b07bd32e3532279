import { expect, test } from 'vitest';
import { isInside } from '../../../electron/local-files/inside.ts';

test('knows what lies in a folder', () => {
  expect(isInside('/a', '/a')).toBe(true);
  expect(isInside('/a', '/a/b/c')).toBe(true);
  expect(isInside('/a', '/a/..b')).toBe(true);
  expect(isInside('/a', '/ab')).toBe(false);
  expect(isInside('/a/b', '/a')).toBe(false);
  expect(isInside('/a', '/b')).toBe(false);
});
