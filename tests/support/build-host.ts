import { ensureBuilt, parts } from '../../build/build.js';

/** Builds the host before the tests: its threads only run from built files. */
export default async function buildHost(): Promise<void> {
  await ensureBuilt([parts.host]);
}
