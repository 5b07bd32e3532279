/**
 * Pages for the stand-in Electron: each window is a page of a real Chromium that loads what the main
 * process serves, behind the built preload.
 */

import type { BrowserContext, Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import type { ElectronStandIn, PageShower, StandInContents } from './electron-stand-in.ts';

/** Chromium knows no scheme of ours: its pages have this origin instead. */
const chromiumOrigin = 'https://nibble.window';
const windowOrigin = 'nibble://window';

/** What the preload finds in the page: Electron's two modules for it, over bindings of the test. */
function runPreload(source: string): string {
  return `{
    const listeners = [];
    window.deliverFromMain = (channel, message) => {
      for (const listener of listeners) if (listener.channel === channel) listener.call({}, message);
    };
    const electron = {
      contextBridge: { exposeInMainWorld: (name, value) => { window[name] = value; } },
      ipcRenderer: {
        on: (channel, call) => listeners.push({ channel, call }),
        send: (channel, message) => window.sendToMain(channel, message),
      },
    };
    ((require) => { ${source} })((name) => electron);
  }`;
}

/** Shows the windows of `electron()` as pages of a browser context. */
export class ChromiumPages implements PageShower {
  readonly #pages = new Map<StandInContents, Page>();
  #sending = Promise.resolve();

  constructor(
    private readonly context: BrowserContext,
    private readonly electron: () => ElectronStandIn,
  ) {}

  async load(contents: StandInContents, url: string): Promise<void> {
    const page = this.#pages.get(contents) ?? (await this.#newPage(contents));
    await page.goto(url.replace(windowOrigin, chromiumOrigin));
  }

  deliver(contents: StandInContents, channel: string, message: unknown): void {
    const page = this.#pages.get(contents);
    this.#sending = this.#sending.then(async () => {
      // A page that is being closed misses what was under way, as in Electron.
      await page
        ?.evaluate(`window.deliverFromMain(${JSON.stringify(channel)}, ${JSON.stringify(message)})`)
        .catch(() => undefined);
    });
  }

  close(contents: StandInContents): void {
    void this.#pages.get(contents)?.close();
    this.#pages.delete(contents);
  }

  async #newPage(contents: StandInContents): Promise<Page> {
    const page = await this.context.newPage();
    this.#pages.set(contents, page);
    await page.route('**/*', async (route) => {
      const serve = this.electron().schemes.get('nibble')!;
      const address = route.request().url().replace(chromiumOrigin, windowOrigin);
      const response = await serve(new Request(address));
      await route.fulfill({
        status: response.status,
        headers: Object.fromEntries(response.headers),
        body: Buffer.from(await response.arrayBuffer()),
      });
    });
    await page.exposeBinding('sendToMain', ({ frame }, channel: string, message: unknown) => {
      const url = frame.url().replace(chromiumOrigin, windowOrigin);
      contents.receive(channel, message, { parent: frame.parentFrame(), url });
    });
    const { preload } = contents.window.options.webPreferences!;
    await page.addInitScript(runPreload(await readFile(preload!, 'utf8')));
    return page;
  }
}
