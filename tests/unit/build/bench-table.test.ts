import { expect, test } from 'vitest';
import { formatTable } from '../../../build/bench-table.js';

test('names, numbers and units stand under each other', () => {
  const rows = [
    { name: 'Loop turns', value: 1_234_567.8, unit: 'per second' },
    { name: 'Time to interrupt, median', value: 6.54321, unit: 'ms' },
  ];
  expect(formatTable(rows).split('\n')).toEqual([
    'Loop turns                 1,234,568 per second',
    'Time to interrupt, median       6.54 ms',
  ]);
});
