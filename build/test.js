// `npm test`: everything a change must pass. Goes on after a failure, so that one run shows them all.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ensureBuilt } from './build.js';
import { check } from './check.js';
import { countPlaywright, countVitest, sum, summary } from './test-count.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const results = `${root}out/test-results`;

/** @typedef {import('./test-count.js').Count} Count */

/**
 * Runs a test runner and reads the report it leaves. One that leaves none, or that ends badly
 * although no test failed, is a failure of its own.
 * @param {string} entry of the runner, in node_modules
 * @param {string[]} parameters
 * @param {string} reportFile
 * @param {(report: unknown) => Count} count
 * @returns {Promise<Count>}
 */
async function runTests(entry, parameters, reportFile, count) {
  rmSync(reportFile, { force: true });
  const status = await new Promise((resolve) => {
    const child = spawn(process.execPath, [`${root}node_modules/${entry}`, ...parameters], {
      cwd: root,
      stdio: 'inherit',
    });
    child.on('close', resolve);
  });
  if (!existsSync(reportFile)) return { passed: 0, failed: 1, skipped: 0 };
  const counted = count(JSON.parse(readFileSync(reportFile, 'utf8')));
  return status !== 0 && counted.failed === 0 ? { ...counted, failed: 1 } : counted;
}

const checks = await check();
/** @type {Count[]} */
const counts = [{ passed: 0, failed: checks.failed.length, skipped: 0 }];
try {
  await ensureBuilt();
  counts.push(
    await runTests(
      'vitest/vitest.mjs',
      [
        'run',
        ...['--config', 'build/vitest.config.ts'],
        ...['--reporter', 'default', '--reporter', 'json', '--outputFile.json', `${results}/vitest.json`],
      ],
      `${results}/vitest.json`,
      countVitest,
    ),
    await runTests(
      '@playwright/test/cli.js',
      ['test', '--config', 'build/playwright.config.ts'],
      `${results}/e2e.json`,
      countPlaywright,
    ),
  );
} catch (error) {
  console.error(error);
  counts.push({ passed: 0, failed: 1, skipped: 0 });
}

const total = sum(counts);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
if (checks.failed.length > 0) console.log(`Failed checks: ${checks.failed.join(', ')}`);
console.log(summary(total));
