import { expect, test } from 'vitest';
import { countPlaywright, countVitest, sum, summary } from '../../../build/test-count.js';

test('a file that could not be loaded counts as one failure', () => {
  const report = {
    numPassedTests: 3,
    numFailedTests: 1,
    numPendingTests: 2,
    numTodoTests: 1,
    testResults: [
      { status: 'failed', assertionResults: [] },
      { status: 'failed', assertionResults: [{ status: 'passed' }, { status: 'failed' }] },
      { status: 'passed', assertionResults: [{ status: 'passed' }, { status: 'passed' }] },
    ],
  };
  expect(countVitest(report)).toEqual({ passed: 3, failed: 2, skipped: 3 });
});

test('an error outside any end-to-end test counts as one failure', () => {
  const report = {
    stats: { expected: 5, flaky: 0, unexpected: 1, skipped: 2 },
    errors: [{ message: 'no browser' }],
  };
  expect(countPlaywright(report)).toEqual({ passed: 5, failed: 2, skipped: 2 });
});

test('counts add up to one plain line', () => {
  const total = sum([
    { passed: 1, failed: 0, skipped: 2 },
    { passed: 10, failed: 3, skipped: 0 },
  ]);
  expect(summary(total)).toBe('11 passed, 3 failed, 2 skipped');
});
