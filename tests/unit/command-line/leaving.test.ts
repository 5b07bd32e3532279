/** A board at a real port that leaves it, and a second process that wants it: real firmware, real processes. */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { noFirmware } from '../../support/firmware-files.ts';
import { TerminalPico } from '../../support/plugged-ports.ts';
import { RunningNibble, runNibble } from '../../support/run-nibble.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

// Needs NIBBLE_FIRMWARE_DIR: the folder of the firmware files.
describe.skipIf(noFirmware || process.platform === 'win32')('a board at a port', () => {
  test(
    'is had by one process, awaited while it restarts, and missed in BOOTSEL mode',
    { timeout: 120_000 },
    async () => {
      const folder = await temporaryFolder();
      const pico = new TerminalPico(folder);
      await pico.plugIn();
      onTestFinished(() => pico.unplug());
      const repl = await RunningNibble.start(['repl', '--board', pico.path], folder);
      repl.process.stdin.write('\r');
      await repl.until(() => repl.output.endsWith('>>> '));

      const other = await runNibble(['ls', '--board', pico.path], { folder });
      expect(other).toMatchObject({ status: 2, output: '' });
      expect(other.errors).toMatch(
        /^Another program is using .*: Nibble\. Close it there, then try again\.\n$/,
      );

      repl.process.stdin.write('import machine; machine.reset()\r');
      await repl.until(() => / is away: .*\n.* is back\.\n/.test(repl.errors));
      repl.process.stdin.write('6 * 7\r');
      await repl.until(() => repl.output.endsWith('42\r\n>>> '));
      repl.process.kill('SIGTERM');
      expect(await repl.status).toBe(0);

      await writeFile(join(folder, 'program.py'), 'import machine\nmachine.bootloader()\n');
      const run = await runNibble(['run', 'program.py', '--board', pico.path], { folder });
      expect(run).toMatchObject({ status: 2, output: '' });
      expect(run.errors).toMatch(/^.* is away: .* Try again when it is back\.\n$/);
    },
  );
});
