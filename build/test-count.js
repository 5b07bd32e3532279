/**
 * How many tests ended how.
 * @typedef {{ passed: number, failed: number, skipped: number }} Count
 */

/**
 * Reads the report of Vitest's JSON reporter.
 * @param {any} report
 * @returns {Count}
 */
export function countVitest(report) {
  return {
    passed: report.numPassedTests,
    // A file that could not be loaded failed without a test in it having failed.
    failed: report.numFailedTests + report.testResults.filter(brokenFile).length,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
  };
}

/** @param {{ status: string, assertionResults: { status: string }[] }} file */
function brokenFile(file) {
  return file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed');
}

/**
 * Reads the report of Playwright's JSON reporter.
 * @param {any} report
 * @returns {Count}
 */
export function countPlaywright({ stats, errors }) {
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
  };
}

/**
 * @param {Count[]} counts
 * @returns {Count}
 */
export function sum(counts) {
  const add = (/** @type {keyof Count} */ key) => counts.reduce((total, count) => total + count[key], 0);
  return { passed: add('passed'), failed: add('failed'), skipped: add('skipped') };
}

/** @param {Count} count */
export function summary({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
