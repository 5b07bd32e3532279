import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const rooms = ['electron', 'renderer', 'runtime', 'resources', 'build', 'tests'];

const isSvelte = '**/*.svelte{,.ts}';

/**
 * What must hold besides the tests, each as the arguments of a program in node_modules/.bin; what takes longest
 * first. What Svelte compiles is linted by itself: each such file makes ESLint look at all types anew.
 */
const checks = {
  lint: ['eslint', '--max-warnings', '0', '--ignore-pattern', isSvelte, '.'],
  'lint of Svelte': ['eslint', '--max-warnings', '0', isSvelte],
  format: ['prettier', '--check', '--log-level', 'warn', '.'],
  types: ['tsc', '--project', '.'],
  components: ['svelte-check', '--tsconfig', 'renderer/tsconfig.json', '--fail-on-warnings'],
  arrows: ['depcruise', '--config', 'build/dependency-cruiser.js', ...rooms],
};

/**
 * Runs every check, two at a time, and prints what those that fail have to say.
 * @returns {Promise<{ passed: string[], failed: string[] }>} the names of the checks
 */
export async function check() {
  /** @type {{ passed: string[], failed: string[] }} */
  const result = { passed: [], failed: [] };
  const waiting = Object.entries(checks);
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [name, [program, ...parameters]] = next;
      const { status, output } = await run(/** @type {string} */ (program), parameters);
      console.log(`${status === 0 ? '✓' : '✗'} ${name}`);
      if (status !== 0) console.log(output);
      result[status === 0 ? 'passed' : 'failed'].push(name);
    }
  };
  await Promise.all([work(), work()]);
  return result;
}

/**
 * @param {string} program
 * @param {string[]} parameters
 * @returns {Promise<{ status: number | null, output: string }>}
 */
function run(program, parameters) {
  return new Promise((resolve) => {
    const windows = process.platform === 'win32';
    const child = spawn(`${root}node_modules/.bin/${program}${windows ? '.cmd' : ''}`, parameters, {
      cwd: root,
      shell: windows,
      env: { ...process.env, FORCE_COLOR: process.stdout.isTTY ? '1' : '0' },
    });
    let output = '';
    child.stdout.on('data', (piece) => (output += piece));
    child.stderr.on('data', (piece) => (output += piece));
    child.on('error', (error) => resolve({ status: null, output: error.message }));
    child.on('close', (status) => resolve({ status, output }));
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { failed } = await check();
  process.exitCode = failed.length > 0 ? 1 : 0;
}
