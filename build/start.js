// `npm start`: builds what is stale, then opens the window in Electron or, failing that, in the browser.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { builtHost, ensureBuilt, isCurrent, parts } from './build.js';
import { sentence } from './messages.js';

const root = fileURLToPath(new URL('..', import.meta.url));

/** An Electron that ends badly within this time, in milliseconds, never showed its window. */
const startTime = 10_000;

await buildWhatIsStale();
const options = await readOptions();
const obstacle = options.browser ? undefined : await openElectron();
if (options.browser || obstacle) {
  if (obstacle) console.log(obstacle);
  await serveBrowser();
}

/** @returns {Promise<import('../electron/browser/server-options.ts').ServerOptions>} */
async function readOptions() {
  const { readServerOptions, UsageError } = await import(builtHost('server-options.js'));
  try {
    return readServerOptions(process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof Error && error instanceof UsageError)) throw error;
    console.error(error.message);
    process.exit(2);
  }
}

async function buildWhatIsStale() {
  if (Object.values(parts).every((part) => isCurrent(part))) return;
  console.error(sentence('building'));
  try {
    await ensureBuilt();
  } catch (error) {
    console.error(
      sentence('buildFailed', { reason: error instanceof Error ? error.message : String(error) }),
    );
    process.exit(1);
  }
}

/**
 * Opens the window in Electron; answers once it is closed.
 * @returns {Promise<string | undefined>} the sentence that says why it could not be opened
 */
async function openElectron() {
  if (process.platform === 'linux') {
    if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return sentence('electronNoDisplay');
    // Its sandbox, which Nibble does not do without, refuses root.
    if (process.getuid?.() === 0) return sentence('electronAsRoot');
  }
  const { fetchElectron, findElectron } = await import('./electron-binary.js');
  let binary;
  try {
    binary = findElectron() ?? (await fetchElectron());
  } catch (error) {
    return sentence('electronNotHad', { reason: error instanceof Error ? error.message : String(error) });
  }
  return runElectron(binary);
}

/**
 * @param {string} binary
 * @returns {Promise<string | undefined>}
 */
function runElectron(binary) {
  return new Promise((resolve) => {
    const startedAt = performance.now();
    const child = spawn(binary, [root], { stdio: 'inherit' });
    const forward = (/** @type {NodeJS.Signals} */ signal) => child.kill(signal);
    process.on('SIGINT', forward).on('SIGTERM', forward);
    const end = (/** @type {string | undefined} */ reason) => {
      process.off('SIGINT', forward).off('SIGTERM', forward);
      resolve(reason && sentence('electronDidNotStart', { reason }));
    };
    child.on('error', (error) => end(error.message));
    child.on('exit', (status, signal) => {
      const early = performance.now() - startedAt < startTime;
      const failed = status !== 0 && signal !== 'SIGINT' && signal !== 'SIGTERM';
      if (failed && early) return end(sentence('electronEnded', { status: signal ?? status ?? '' }));
      process.exitCode = status ?? 1;
      end(undefined);
    });
  });
}

/** The door reads the same words from the command line. */
async function serveBrowser() {
  await import(builtHost('server.js'));
}
