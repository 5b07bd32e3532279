/** MicroPython's own tool and Nibble at the same port, by turns: neither leaves anything that the other minds. */

import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { firmwareFiles, firmwareFolder, noFirmware } from '../../support/firmware-files.ts';
import { RunningNibble, runNibble } from '../../support/run-nibble.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** The folder `tools/mpremote` of MicroPython's sources. */
const mpremoteFolder = process.env.NIBBLE_MPREMOTE;
/** A Python with `pyserial`. */
const python = process.env.NIBBLE_PYTHON ?? 'python3';

/** Runs mpremote at a port; answers what it printed, or throws what it complained about. */
function mpremote(port: string, ...words: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(python, ['-m', 'mpremote', 'connect', port, ...words], { cwd: mpremoteFolder });
    let output = '';
    let errors = '';
    child.stdout.on('data', (bytes: Buffer) => (output += bytes.toString()));
    child.stderr.on('data', (bytes: Buffer) => (errors += bytes.toString()));
    child.once('close', (status) => {
      if (status === 0) resolve(output.replaceAll('\r\n', '\n'));
      else reject(new Error(`mpremote ended with ${status}: ${output}${errors}`));
    });
  });
}

// Needs NIBBLE_MPREMOTE (the folder tools/mpremote of MicroPython's sources) and NIBBLE_FIRMWARE_DIR.
describe.skipIf(!mpremoteFolder || noFirmware)('mpremote', () => {
  test('uses a port before and after Nibble did', { timeout: 120_000 }, async () => {
    const folder = await temporaryFolder();
    const port = join(folder, 'tty');
    const firmware = join(firmwareFolder!, firmwareFiles.pico);
    const emulator = await RunningNibble.start(
      ['emulator', '--pty', '--link', port, '--firmware', firmware],
      folder,
    );
    await emulator.until(() => emulator.output.includes(port));
    const nibble = async (...words: string[]): Promise<string> => {
      const { status, output, errors } = await runNibble([...words, '--board', port], { folder });
      expect(errors).not.toContain('running');
      expect(status).toBe(0);
      return output.replaceAll('\r\n', '\n');
    };
    const content = crypto.getRandomValues(new Uint8Array(3000));
    await writeFile(join(folder, 'one.bin'), content);
    await writeFile(join(folder, 'hello.py'), 'print("hello", 6 * 7)\n');

    await mpremote(port, 'fs', 'cp', join(folder, 'one.bin'), ':one.bin');
    expect(await nibble('run', 'hello.py')).toBe('hello 42\n');
    await nibble('cp', ':one.bin', 'two.bin');
    expect(new Uint8Array(await readFile(join(folder, 'two.bin')))).toEqual(content);
    await nibble('cp', 'two.bin', ':three.bin');

    const names = await mpremote(port, 'resume', 'exec', 'print(sorted(dir()))');
    expect(names).toBe("['__name__', 'machine', 'rp2']\n");
    await mpremote(port, 'fs', 'cp', ':three.bin', join(folder, 'four.bin'));
    expect(new Uint8Array(await readFile(join(folder, 'four.bin')))).toEqual(content);
    expect(await mpremote(port, 'run', join(folder, 'hello.py'))).toBe('hello 42\n');
    expect(await nibble('ls', ':')).toContain('three.bin');
    emulator.process.kill('SIGINT');
    expect(await emulator.status).toBe(0);
  });
});
