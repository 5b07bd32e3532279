import { build } from 'vite';

/** Builds the host before the tests: its threads only run from built files. */
export default async function buildHost(): Promise<void> {
  await build({ configFile: 'build/vite.host.ts', logLevel: 'warn' });
}
