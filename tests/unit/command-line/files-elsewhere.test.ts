/** Commands about files on other boards than the simulator, on a terminal, and as processes. */

import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { SimulatorLink } from '../../../runtime/interpreter/simulator-link.ts';
import { CalledNibble, callNibble } from '../../support/command-line.ts';
import { Conditions } from '../../support/conditions.ts';
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
async function withPort(link?: SimulatorLink) {
  const folder = await temporaryFolder();
  const port = await putBehindTerminal(link ?? (await createSimulatorLink()));
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
    const listed = await run('ls', '-la');
    expect({ ...listed, output: listed.output.toString() }).toEqual({
      status: 0,
      output: '300000  old.txt\n',
      errors: '',
    });

    const fetching = atTerminal('cp', ':old.txt', 'back.txt');
    await fetching.until(() => fetching.errors.includes('old.txt · 0 %'));
    fetching.interrupt();
    expect(await fetching.status).toBe(130);
    expect(await readdir(folder)).toEqual(['.data', 'long.txt']);
    const { status, output, errors } = await run('cat', ':old.txt');
    expect({ status, errors }).toEqual({ status: 0, errors: '' });
    expect(output.toString() === long).toBe(true);
  });

  test('every command removes what a broken-off copy left behind', async () => {
    const link = await createSimulatorLink();
    const { run } = await withPort(link);
    const files = link.capabilities.files!;
    await files.write('/v.nibble-new', Buffer.from('half'));
    await run('df');
    expect(await files.list('/')).toEqual([]);
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

describe('where a program runs that somebody else started', () => {
  /** A board on a port that runs a program which shows that it goes on. */
  async function withProgram() {
    const link = await createSimulatorLink();
    const board = await withPort(link);
    let printed = '';
    const conditions = new Conditions();
    link.onData((bytes) => {
      printed += Buffer.from(bytes).toString('latin1');
      conditions.look();
    });
    const beats = () => printed.split('tick\r\n').length;
    const until = (count: number) => conditions.until(() => beats() > count);
    await link.write(Buffer.from('import time\r'));
    await link.write(Buffer.from('while True: print("tick"); time.sleep(0.02)\r\r\r'));
    await until(2);
    return { ...board, goesOn: () => until(beats() + 2) };
  }

  test('files say so, and it goes on', async () => {
    const { run, goesOn } = await withProgram();
    const { status, errors } = await run('ls');
    expect(status).toBe(2);
    expect(errors).toMatch(/^A program is running on [^\n]+ Add --stop to stop it first\.\n$/);
    await goesOn();
    expect(await run('ls', '--stop')).toMatchObject({ status: 0, errors: '' });
  });

  test('a person at a terminal is asked', async () => {
    const { atTerminal, goesOn } = await withProgram();
    const no = atTerminal('mkdir', ':lib');
    await no.until(() => no.errors.includes('Stop it? [y/N]'));
    no.type('\n');
    expect(await no.status).toBe(2);
    expect(no.errors).toMatch(/goes on with what it does\. Nothing was done\.\n$/);
    await goesOn();
    const cancelled = atTerminal('mkdir', ':lib');
    await cancelled.until(() => cancelled.errors.includes('Stop it? [y/N]'));
    cancelled.interrupt();
    expect(await cancelled.status).toBe(130);
    await goesOn();
    const yes = atTerminal('mkdir', ':lib');
    await yes.until(() => yes.errors.includes('Stop it? [y/N]'));
    yes.type('y\n');
    expect(await yes.status).toBe(0);
  });

  test('another one is run only with --stop, and prints nothing of the first', async () => {
    const { folder, run, goesOn } = await withProgram();
    await writeFile(join(folder, 'two.py'), 'print("two")\n');
    expect(await run('run', 'two.py')).toMatchObject({ status: 2 });
    await goesOn();
    const { status, output } = await run('run', 'two.py', '--stop');
    expect({ status, output: output.toString() }).toEqual({ status: 0, output: 'two\n' });
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
    await writeFile(join(folder, 'main.py'), 'while True: pass\n');
    const board = ['--board', 'emulator', '--fast'];
    const firmware = join(firmwareFolder!, firmwareFiles.pico);
    const done = { status: 0 };
    expect(
      await runNibble(['cp', '-r', '.', ':', ...board, '--firmware', firmware], { folder }),
    ).toMatchObject(done);
    // Its own main.py, which started with it, is nobody's to be asked about.
    const { output } = await runNibble(['ls', '-lr', ...board], { folder });
    expect(output).toBe('   -  lib/\n3000  lib/a.txt\n  17  main.py\n');
    await runNibble(['mv', ':lib/a.txt', 'b.txt', ...board], { folder });
    expect(await readFile(join(folder, 'b.txt'), 'utf8')).toBe(longText(3000));
  });
});
