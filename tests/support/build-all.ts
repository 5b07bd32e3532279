import { ensureBuilt } from '../../build/build.js';

/** Builds host and window before the end-to-end tests, which drive what people get. */
export default async function buildAll(): Promise<void> {
  await ensureBuilt();
}
