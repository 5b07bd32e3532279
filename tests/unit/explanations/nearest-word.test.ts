import { expect, test } from 'vitest';
import { nearestWord } from '../../../renderer/explanations/nearest-word.ts';

test.each([
  ['pritn', ['print', 'input'], 'print'],
  ['Print', ['print', 'pint'], 'print'],
  ['form', ['for', 'from'], 'from'],
  ['cout', ['count', 'out'], 'count'],
  ['tempreature', ['temperature'], 'temperature'],
  ['LED', ['led'], 'led'],
  ['x', ['y', 'X'], 'X'],
])('%s, of %j, means %s', (word, candidates, meant) => {
  expect(nearestWord(word, candidates)).toBe(meant);
});

test.each([
  ['x', ['y', 'z']],
  ['on', ['off', 'of']],
  ['red', ['green', 'abs']],
  ['print', ['print']],
  ['a'.repeat(100), ['a'.repeat(99)]],
])('%s means none of %j', (word, candidates) => {
  expect(nearestWord(word, candidates)).toBeNull();
});
