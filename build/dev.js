// `npm run dev`: the window in a browser, following every edit. The window is reloaded by Vite; the host
// is built again and exchanged behind the open door, and the page connects to the new one by itself.
import { createServer as createNetServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { build, createServer } from 'vite';
import { builtHost } from './build.js';

const root = fileURLToPath(new URL('..', import.meta.url));

/** @typedef {import('../electron/host.ts').Host} Host */

/** @type {Host | undefined} */
let host;
let generation = 0;

/** Starts the host as it was just built, and ends the one before. */
async function exchangeHost() {
  const { createHost } = await import(`${builtHost('host.js')}?generation=${generation++}`);
  const { dataFolder, documentsFolder } = await import(builtHost('data-folder.js'));
  const { PortWatch } = await import(builtHost('port-watch.js'));
  const { SerialSource } = await import(builtHost('serial-source.js'));
  const before = host;
  host = await createHost({
    dataFolder: dataFolder(),
    documentsFolder: documentsFolder(),
    door: 'browser',
    sources: [new SerialSource(new PortWatch())],
  });
  await before?.close();
}

/** @returns {Promise<number>} a TCP port that is free on loopback */
function freePort() {
  return new Promise((resolve) => {
    const server = createNetServer().listen(0, '127.0.0.1', () => {
      const address = /** @type {import('node:net').AddressInfo} */ (server.address());
      server.close(() => resolve(address.port));
    });
  });
}

async function openDoor() {
  const { openBrowserDoor } = await import(builtHost('browser-door.js'));
  const reloadPort = await freePort();
  const vite = await createServer({
    configFile: `${root}build/vite.window.ts`,
    appType: 'spa',
    server: { middlewareMode: true, ws: { host: '127.0.0.1', port: reloadPort } },
  });
  const door = await openBrowserDoor({
    host: { serveChannel: (/** @type {any} */ port) => host?.serveChannel(port) },
    port: 0,
    window: (
      /** @type {import('node:http').IncomingMessage} */ request,
      /** @type {import('node:http').ServerResponse} */ response,
      /** @type {() => void} */ next,
    ) => {
      // Vite's reload socket has a port of its own.
      const policy = String(response.getHeader('Content-Security-Policy'));
      const relaxed = policy.replace('connect-src', `connect-src ws://127.0.0.1:${reloadPort}`);
      response.setHeader('Content-Security-Policy', relaxed);
      vite.middlewares(request, response, next);
    },
  });
  const gallery = new URL('gallery/', door.url);
  gallery.search = new URL(door.url).search;
  console.log(`Window:  ${door.url}\nGallery: ${gallery.href}`);
}

const watcher = await build({
  configFile: `${root}build/vite.host.ts`,
  logLevel: 'warn',
  build: { watch: {} },
});
if (!('on' in watcher)) throw new Error('Vite did not watch the host.');
let opened = false;
watcher.on('event', async (event) => {
  if (event.code === 'ERROR') console.error(event.error.message);
  if (event.code !== 'END') return;
  await exchangeHost();
  if (!opened) await openDoor();
  opened = true;
});
