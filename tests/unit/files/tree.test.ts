import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matchingEntries } from '../../../renderer/files/tree/matching-entries.ts';
import { RowLayout } from '../../../renderer/files/tree/row-layout.ts';

describe('the lines in sight', () => {
  const heights = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 80 });

  test('are exactly those that reach into what is seen', () => {
    fc.assert(
      fc.property(heights, fc.nat(3000), fc.integer({ min: 1, max: 600 }), (lines, from, length) => {
        const layout = new RowLayout(lines);
        const { first, end } = layout.between(from, from + length);
        const seen = lines.flatMap((_height, index) =>
          layout.bottom(index) > from && layout.top(index) < from + length ? [index] : [],
        );
        for (const index of seen) expect(index >= first && index < end).toBe(true);
        expect(end - first).toBeLessThanOrEqual(seen.length + 1);
      }),
    );
  });

  test('are none where there are none', () => {
    const { first, end } = new RowLayout([]).between(0, 100);
    expect(end - first).toBe(0);
    expect(new RowLayout([]).total).toBe(0);
  });
});

test('what matches a filter is shown in its folders, folders first, numbers by their size', () => {
  const found = matchingEntries([
    { path: 'lib/step10.py', kind: 'file' },
    { path: 'lib/step2.py', kind: 'file' },
    { path: 'lib/steps', kind: 'folder' },
    { path: 'step.py', kind: 'file' },
    { path: 'lib/step2.py', kind: 'file' },
  ]);
  expect([...found]).toEqual([
    [
      'lib',
      [
        { name: 'steps', kind: 'folder' },
        { name: 'step2.py', kind: 'file' },
        { name: 'step10.py', kind: 'file' },
      ],
    ],
    [
      '',
      [
        { name: 'lib', kind: 'folder' },
        { name: 'step.py', kind: 'file' },
      ],
    ],
  ]);
});
