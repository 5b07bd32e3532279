import { expect, test } from 'vitest';
import { formatTable } from '../../../build/bench-table.js';

test('names, numbers and units stand under each other, below what they belong to', () => {
  const groups = [
    { title: 'speed', rows: [{ name: 'Loop turns', value: 1_234_567.8, unit: 'per second' }] },
    { title: 'stop', rows: [{ name: 'Time to interrupt, median', value: 6.54321, unit: 'ms' }] },
  ];
  expect(formatTable(groups).split('\n')).toEqual([
    'speed',
    '  Loop turns                 1,234,568 per second',
    'stop',
    '  Time to interrupt, median       6.54 ms',
  ]);
});
