/** Commands about files on other boards than the simulator, on a terminal, and as processes. */

import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CalledNibble, callNibble } from '../../support/command-line.ts';
import { firmwareFiles, firmwareFolder, noFirmware } from '../../support/firmware-files.ts';
import { putBehindTerminal } from '../../support/pseudo-terminal.ts';
import { RunningNibble, runNibble } from '../../support/run-nibble.ts';
import { createSimulatorLink } from '../../support/simulator-link.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** Text of so many bytes that says nothing twice. */
function longText(bytes: number): string {
  let text = '';
  for (let line = 0; text.length < bytes; line++) text += `${line} ${Math.sin(line)}\n`;
  return text.slice(0, bytes);
}

/** A folder of this computer, and a board on a port. */
async function withPort() {
  const folder = await temporaryFolder();
  const port = await putBehindTerminal(await createSimulatorLink());
  return {
    folder,
    port,
    run: (...words: string[]) => callNibble([...words, '--board', port], { folder }),
    atTerminal: (...words: string[]) =>
      new CalledNibble([...words, '--board', port], { folder, terminal: true }),
  };
}

describe('on a port', () => {
  test('files go there and come back, and nothing is said where nobody looks', async () => {
    const { folder, run } = await withPort();
    const text = longText(5000);
    await mkdir(join(folder, 'lib'));
    await writeFile(join(folder, 'lib', 'größe 灯.py'), text);
    expect(await run('cp', '-r', 'lib', ':')).toMatchObject({ status: 0, errors: '' });
    expect((await run('cat', ':lib/größe 灯.py')).output.toString()).toBe(text);
    await run('mv', ':lib', 'back');
    expect(await readFile(join(folder, 'back', 'größe 灯.py'), 'utf8')).toBe(text);
    expect((await run('ls', '-a')).output.toString()).toBe('');
    expect((await run('df')).output.toString()).toMatch(/ are free on /);
  });

  test('Ctrl-C ends it at once, and leaves nothing half on either side', async () => {
    const { folder, run, atTerminal } = await withPort();
    const long = longText(300_000);
    await writeFile(join(folder, 'long.txt'), long);
    await run('cp', 'long.txt', ':old.txt');
    await writeFile(join(folder, 'long.txt'), `new${long}`);

    const sending = atTerminal('cp', 'long.txt', ':old.txt');
    await sending.until(() => sending.errors.includes('long.txt · 0 %'));
    sending.interrupt();
    expect(await sending.status).toBe(130);
    expect(sending.errors).toMatch(/\r\u001b\[KCancelled\. The file is as it was\.\n$/);
    expect((await run('ls', '-la')).output.toString()).toBe('300000  old.txt\n');

    const fetching = atTerminal('cp', ':old.txt', 'back.txt');
    await fetching.until(() => fetching.errors.includes('old.txt · 0 %'));
    fetching.interrupt();
    expect(await fetching.status).toBe(130);
    expect(await readdir(folder)).toEqual(['.data', 'long.txt']);
    expect((await run('cat', ':old.txt')).output.toString()).toBe(long);
  });

  test('a terminal is told what was done', async () => {
    const { folder, atTerminal } = await withPort();
    await writeFile(join(folder, 'a.txt'), 'a');
    await writeFile(join(folder, 'b.txt'), 'b');
    const copying = atTerminal('cp', 'a.txt', 'b.txt', ':');
    expect(await copying.status).toBe(0);
    expect(copying.errors).toMatch(/^\r\u001b\[Ka\.txt, 1 of 2 · 0 %[^]*\r\u001b\[K2 files were copied\.\n$/);
  });
});

describe('as a process', () => {
  test('cat ends well when nobody reads any more', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'long.txt'), longText(500_000));
    const onSimulator = ['--board', 'simulator'];
    await runNibble(['cp', 'long.txt', ':', ...onSimulator], { folder });
    const running = await RunningNibble.start(['cat', ':long.txt', ...onSimulator], folder);
    await running.until(() => running.output.length > 0);
    running.process.stdout.destroy();
    expect(await running.status).toBe(0);
    expect(running.errors).toBe('');
  });

  test.skipIf(noFirmware)('commands use the emulated Pico (needs NIBBLE_FIRMWARE_DIR)', async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'lib'));
    await writeFile(join(folder, 'lib', 'a.txt'), longText(3000));
    const board = ['--board', 'emulator', '--fast'];
    const firmware = join(firmwareFolder!, firmwareFiles.pico);
    const done = { status: 0 };
    expect(
      await runNibble(['cp', '-r', '.', ':', ...board, '--firmware', firmware], { folder }),
    ).toMatchObject(done);
    const { output } = await runNibble(['ls', '-lr', ...board], { folder });
    expect(output).toBe('   -  lib/\n3000  lib/a.txt\n');
    await runNibble(['mv', ':lib/a.txt', 'b.txt', ...board], { folder });
    expect(await readFile(join(folder, 'b.txt'), 'utf8')).toBe(longText(3000));
  });
});
