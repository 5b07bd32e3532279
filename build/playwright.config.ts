import { defineConfig } from '@playwright/test';
import { findChromium } from './chromium.js';

const executablePath = await findChromium();

/** End-to-end tests: a real Chromium drives the real page against the real host. */
export default defineConfig({
  testDir: '../tests/e2e',
  outputDir: '../out/test-results/e2e',
  globalSetup: '../tests/support/build-all.ts',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  // A slow machine is no fault.
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: '../out/test-results/e2e.json' }]],
  use: {
    viewport: { width: 1280, height: 800 },
    // Each test has a Nibble of its own, with an address of its own: what a page keeps is kept there. One that is
    // used again saves the start of a process for every test.
    reuseContext: true,
    trace: 'off',
    screenshot: 'only-on-failure',
    video: 'off',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      // Chromium's own sandbox does not work for root.
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    },
  },
});
