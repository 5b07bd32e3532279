import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base } from './nibble.ts';
import { PluggedPorts, TerminalPico } from './plugged-ports.ts';

interface BoardFixtures {
  /** A folder of this test's own. */
  folder: string;
  /** The serial ports that its Nibble finds: none. */
  ports: PluggedPorts;
  /** A Pico with MicroPython, not plugged in yet. */
  pico: TerminalPico;
}

/** As `test` of nibble.ts, with serial ports that the test plugs in. */
export const test = base.extend<BoardFixtures>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of fixtures here
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'nibble-boards-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true });
  },
  ports: async ({ folder }, use) => use(new PluggedPorts(folder)),
  serve: async ({ ports }, use) => use(ports.serve),
  pico: async ({ folder }, use) => {
    await mkdir(join(folder, 'pico'));
    const pico = new TerminalPico(join(folder, 'pico'));
    await use(pico);
    await pico.unplug();
  },
});
