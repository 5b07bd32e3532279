import { expect, test } from 'vitest';
import { locationsIn } from '../../../renderer/shell/source-location.ts';

test('a traceback line names its place', () => {
  expect(locationsIn('  File "lib/my servo.py", line 12, in turn')).toEqual([
    { file: 'lib/my servo.py', line: 12, start: 2, end: 33 },
  ]);
});

test('the prompt and strings are no files', () => {
  expect(locationsIn('  File "<stdin>", line 1, in <module>')).toEqual([]);
});
