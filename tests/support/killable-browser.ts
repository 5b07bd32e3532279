import { chromium, type Browser } from '@playwright/test';
import { findChromium } from '../../build/chromium.js';

/** A Chromium of a test's own, which can end as a power cut ends it. */
export interface KillableBrowser {
  readonly browser: Browser;
  /** Ends it at once, without a word to its pages. */
  kill(): Promise<void>;
}

/** Starts one. */
export async function startKillableBrowser(): Promise<KillableBrowser> {
  const executablePath = await findChromium();
  const server = await chromium.launchServer({
    ...(executablePath ? { executablePath } : {}),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  return { browser: await chromium.connect(server.wsEndpoint()), kill: () => server.kill() };
}
