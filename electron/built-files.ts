/** Finds files that the build puts beside the host. */

import { existsSync } from 'node:fs';

/** From the built host or one of its chunks; from the sources, as tests run them. */
const places = ['./', '../', '../out/host/'];

/** The URL of a built file, such as `interpreter-thread.js`. Throws where nothing was built. */
export function builtFile(name: string): URL {
  const urls = places.map((place) => new URL(place + name, import.meta.url));
  const found = urls.find((url) => existsSync(url));
  if (!found) throw new Error(`${name} has not been built`);
  return found;
}
