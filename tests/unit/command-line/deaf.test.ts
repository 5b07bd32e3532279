/** A board at a port whose program lets nothing stop it: every command leaves it all the same, and says why. */

import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, onTestFinished, test } from 'vitest';
import { CalledNibble } from '../../support/command-line.ts';
import { noFirmware } from '../../support/firmware-files.ts';
import { TerminalPico } from '../../support/plugged-ports.ts';
import { putBehindTerminal } from '../../support/pseudo-terminal.ts';
import { createSimulatorLink } from '../../support/simulator-link.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const stubborn = `import time
print("go")
while True:
    try:
        time.sleep(0.1)
    except KeyboardInterrupt:
        print("nope")
`;

async function portOfBoard(): Promise<string> {
  return putBehindTerminal(await createSimulatorLink());
}

/** A program that catches every Ctrl-C, begun by `nibble run` at a terminal unless that is said otherwise. */
async function runStubborn(port: string, { terminal = true } = {}): Promise<CalledNibble> {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'stubborn.py'), stubborn);
  const running = new CalledNibble(['run', 'stubborn.py', '--board', port], { folder, terminal });
  await running.until(() => running.output.toString().includes('go\n'));
  return running;
}

describe('nibble run', () => {
  test('ends where force does not help, and says what does', async () => {
    const running = await runStubborn(await portOfBoard());
    running.type('\x03');
    await running.until(() => running.errors.includes('Press Ctrl-C again'));
    running.type('\x03');
    expect(await running.status).toBe(130);
    expect(running.errors).toMatch(/ isn't answering\. Unplug the Pico and plug it in again\.\n$/);
    expect(running.hasKeys).toBe(false);
  });

  test('ends at SIGTERM, with nobody there to press again', async () => {
    const running = await runStubborn(await portOfBoard(), { terminal: false });
    running.end();
    expect(await running.status).toBe(130);
    expect(running.errors).toMatch(/ seconds it is forced to stop\.\n.* Unplug the Pico [^\n]*\n$/);
  });

  // Needs NIBBLE_FIRMWARE_DIR: the folder of the firmware files.
  test.skipIf(noFirmware || process.platform === 'win32')(
    'says that the cable came out meanwhile',
    async () => {
      const pico = new TerminalPico(await temporaryFolder());
      await pico.plugIn();
      onTestFinished(() => pico.unplug());
      const running = await runStubborn(pico.path);
      running.type('\x03');
      await running.until(() => running.errors.includes('Press Ctrl-C again'));
      await pico.unplug();
      expect(await running.status).toBe(130);
      expect(running.errors).toMatch(/\n.* is away: it was unplugged, [^\n]*\n$/);
    },
  );
});

describe('nibble repl', () => {
  /** A terminal that nobody reads: what is written there is never taken. */
  async function portThatTakesNothing(): Promise<string> {
    const path = join(await temporaryFolder(), 'tty');
    const socat = spawn('socat', ['-d', '-d', '-u', 'exec:sleep 600', `pty,raw,echo=0,link=${path}`]);
    onTestFinished(() => void socat.kill());
    await new Promise<void>((resolve) => {
      createInterface({ input: socat.stderr }).on(
        'line',
        (line) => line.includes('starting data') && resolve(),
      );
    });
    return path;
  }

  test('is left by Ctrl-] where the board takes nothing', async () => {
    const folder = await temporaryFolder();
    const words = ['repl', '--board', await portThatTakesNothing()];
    const running = new CalledNibble(words, { folder, terminal: true });
    running.type('#'.repeat(500_000));
    running.type('\x1d');
    expect(await running.status).toBe(0);
    expect(running.hasKeys).toBe(false);
  });
});
