// `npm run bench [name …]`: runs every tests/bench/**/*.bench.ts, each in a process of its own because
// two kinds of work in one process slow each other, and prints one table. Nothing here passes or fails.
import { fork } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';
import { ensureBuilt } from './build.js';
import { formatTable } from './bench-table.js';

const root = fileURLToPath(new URL('..', import.meta.url));

/** @typedef {import('./bench-table.js').Row} Row */
/** @typedef {import('./bench-table.js').Group} Group */

if (process.send) await measureHere(/** @type {string} */ (process.argv[2]));
else await measureAll(process.argv.slice(2));

/** @param {string} file */
async function measureHere(file) {
  const { module } = await runnerImport(file, { root, configFile: false, logLevel: 'error' });
  process.send?.(await module.default());
  process.disconnect();
}

/** @param {string[]} names parts of the paths of those to run; all without any */
async function measureAll(names) {
  await ensureBuilt();
  const files = readdirSync(`${root}tests/bench`, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.bench.ts'))
    .filter((file) => names.length === 0 || names.some((name) => file.includes(name)))
    .sort();
  /** @type {Group[]} */
  const groups = [];
  for (const file of files) {
    console.error(`${file} …`);
    groups.push({
      title: file.replace(/\.bench\.ts$/, ''),
      rows: await measure(`${root}tests/bench/${file}`),
    });
  }
  console.log(formatTable(groups));
}

/**
 * @param {string} file
 * @returns {Promise<Row[]>}
 */
function measure(file) {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(import.meta.url), [file]);
    /** @type {Row[] | undefined} */
    let rows;
    child.on('message', (message) => {
      rows = /** @type {Row[]} */ (message);
    });
    child.on('close', (status) => {
      if (rows) resolve(rows);
      else reject(new Error(`${file} ended with ${status} and without a result.`));
    });
  });
}
