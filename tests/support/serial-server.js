// The browser door without the serial ports of this computer: whatever is plugged in here is no business of a test.
// Those that a test plugs in are listed (`ListedPort[]`) in the JSON file that `NIBBLE_TEST_PORTS` names, and its
// changes are followed. `PluggedPorts` in plugged-ports.ts writes it.
import { existsSync, readFileSync, watch } from 'node:fs';
import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { builtHost } from '../../build/build.js';

const file = process.env['NIBBLE_TEST_PORTS'] ?? '';

/** @type {import('../../electron/boards/serial/listed-port.ts').SerialSystem} */
const ports = {
  listPorts: async () => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : []),
  hasPort: (path) => existsSync(path),
  onChange(listener) {
    if (file === '') return () => undefined;
    // Its folder, because a file that takes its place by renaming is another one.
    const watcher = watch(dirname(file), (_event, name) => {
      if (name === basename(file)) listener();
    });
    return () => watcher.close();
  },
};

const { serveBrowser } = await import(builtHost('serve.js'));
await serveBrowser(process.argv.slice(2), fileURLToPath(new URL('../../out/window', import.meta.url)), ports);
