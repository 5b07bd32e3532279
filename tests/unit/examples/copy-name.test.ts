import { expect, test } from 'vitest';
import { copyName, exampleNamed } from '../../../renderer/examples/copy-name.ts';

const ids = ['blink', 'press_me'];

test('a copy is called as its example, and further ones are numbered', () => {
  expect(copyName('press_me', new Set())).toBe('press_me.py');
  expect(copyName('press_me', new Set(['press_me.py', 'press_me_2.py']))).toBe('press_me_3.py');
});

test('a copy is known by its name', () => {
  expect(exampleNamed('blink.py', ids)).toBe('blink');
  expect(exampleNamed('press_me_12.py', ids)).toBe('press_me');
  expect(exampleNamed('press_me-12.py', ids)).toBe('press_me');
  expect(exampleNamed('blinker.py', ids)).toBeNull();
  expect(exampleNamed('blink.txt', ids)).toBeNull();
  expect(exampleNamed('.py', ids)).toBeNull();
});
