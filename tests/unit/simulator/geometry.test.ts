import { expect, test } from 'vitest';
import { pinByKey, pinPlace } from '../../../renderer/simulator/geometry.ts';

test('pin 1 and pin 40 face each other at the top, 20 and 21 at the bottom', () => {
  expect(pinPlace(1)).toEqual({ ...pinPlace(40), side: 'left' });
  expect(pinPlace(20)).toEqual({ ...pinPlace(21), side: 'left' });
  expect(pinPlace(20).y).toBeGreaterThan(pinPlace(1).y);
});

test('arrow keys go where they point and stop at the edges', () => {
  expect(pinByKey(1, 'ArrowDown')).toBe(2);
  expect(pinByKey(1, 'ArrowUp')).toBe(1);
  expect(pinByKey(20, 'ArrowDown')).toBe(20);
  expect(pinByKey(20, 'ArrowRight')).toBe(21);
  expect(pinByKey(21, 'ArrowUp')).toBe(22);
  expect(pinByKey(21, 'ArrowDown')).toBe(21);
  expect(pinByKey(40, 'ArrowUp')).toBe(40);
  expect(pinByKey(40, 'ArrowLeft')).toBe(1);
  expect(pinByKey(7, 'ArrowLeft')).toBe(7);
  expect(pinByKey(7, 'a')).toBeNull();
});

test('every pin is reached by arrow keys alone', () => {
  const reached = new Set([1]);
  for (const pin of reached) {
    for (const key of ['ArrowDown', 'ArrowUp', 'ArrowLeft', 'ArrowRight']) reached.add(pinByKey(pin, key)!);
  }
  expect(reached.size).toBe(40);
});
