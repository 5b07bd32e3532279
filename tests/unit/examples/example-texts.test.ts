/** What every example has in common. */

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { listExamples } from '../../../electron/examples.ts';
import examples from '../../../resources/messages/en/examples.json';

const folder = new URL('../../../resources/examples/', import.meta.url);
const ids = readdirSync(folder).map((name) => name.replace(/\.py$/, ''));

test('every example is listed, with a title and a line about it', () => {
  expect(
    listExamples()
      .map((example) => example.id)
      .sort(),
  ).toEqual(ids.sort());
  expect(Object.keys(examples.about)).toEqual(Object.keys(examples.title));
});

test('those without wires come first', () => {
  const wired = listExamples().map((example) => example.needsParts);
  expect(wired).toEqual([...wired].sort());
  expect(wired.filter((needsParts) => !needsParts).length).toBeGreaterThanOrEqual(6);
});

describe.each(ids)('%s', (id) => {
  const text = readFileSync(new URL(`${id}.py`, folder), 'utf8');
  const lines = text.trimEnd().split('\n');

  test('says what you see, what you need and what to try', () => {
    expect(lines[0]).toMatch(/^# You see: \S.*[.!]$/);
    expect(lines[1]).toMatch(/^# You need: \S.*\.$/);
    expect(lines[2]).toMatch(/^# Try this: \S.*[.?]$/);
  });

  test('is short, and fits beside the first steps', () => {
    expect(lines.length).toBeLessThanOrEqual(25);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(68);
  });

  test('finds the LED by name on every Pico', () => {
    expect(text).not.toMatch(/Pin\(\s*25\b/);
  });
});
