import { lstat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  firmwareFiles,
  firmwareFolder,
  noFirmware,
  type FirmwareName,
} from '../../support/firmware-files.ts';
import { RunningNibble, runNibble } from '../../support/run-nibble.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** Sleeps before it crashes: what the chip has not handed to USB by then is lost with it, as on a real Pico. */
const crashing = 'import machine, time\nprint("go")\ntime.sleep_ms(50)\nmachine.mem32[0x30000000]\n';
const toBootsel = 'import machine\nmachine.bootloader()\n';

function onEmulator(name: FirmwareName = 'pico'): string[] {
  return ['--board', 'emulator', '--fast', '--firmware', join(firmwareFolder!, firmwareFiles[name])];
}

async function withProgram(source: string): Promise<string> {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'program.py'), source);
  return folder;
}

describe.skipIf(noFirmware)('nibble run on an emulated Pico', () => {
  test.each([
    ['while its input is open', false],
    ['whose input has ended', true],
  ])('ends with 2 and says where the chip crashed, of a program %s', async (_which, ended) => {
    const running = await RunningNibble.start(
      ['run', 'program.py', ...onEmulator()],
      await withProgram(crashing),
    );
    if (ended) running.process.stdin.end();
    expect(await running.status).toBe(2);
    expect(running.output).toContain('go');
    expect(running.errors).toMatch(
      /\n[^\n]* has crashed at address 0x[0-9a-f]{8}\. [^\n]*same command[^\n]*\n$/,
    );
  });

  test('says where the board is when its program went to BOOTSEL', async () => {
    const folder = await withProgram(toBootsel);
    const { status, errors } = await runNibble(['run', 'program.py', ...onEmulator()], { folder });
    expect(status).toBe(2);
    expect(errors).toMatch(/\n[^\n]*BOOTSEL mode[^\n]*\n$/);
  });
});

describe.skipIf(noFirmware)('nibble repl on an emulated Pico', () => {
  test.each([
    ['crashed', crashing, /crashed at address 0x/],
    ['went to BOOTSEL', toBootsel, /BOOTSEL mode/],
  ])('ends with 2 and says so when it %s', async (_what, program, said) => {
    const running = await RunningNibble.start(['repl', ...onEmulator()]);
    await running.until(() => running.output.endsWith('>>> '));
    running.process.stdin.write(program.replaceAll('\n', '\r'));
    expect(await running.status).toBe(2);
    expect(running.errors).toMatch(said);
    expect(running.errors).not.toContain('restarted');
  });

  test('ends with its input on firmware that shows its prompt to nobody but who was there', async () => {
    expect(await runNibble(['repl', ...onEmulator('old')])).toMatchObject({ status: 0 });
  });
});

describe.skipIf(noFirmware || process.platform === 'win32')('nibble emulator --pty', () => {
  test('says where the drive is when the board goes to BOOTSEL', async () => {
    const folder = await withProgram('');
    const running = await RunningNibble.start(
      ['emulator', '--pty', '--link', 'tty', ...onEmulator().slice(2)],
      folder,
    );
    await running.until(() => running.output.includes('tty'));
    await writeFile(join(folder, 'tty'), toBootsel.replaceAll('\n', '\r'));
    await running.until(() => running.errors.includes('RPI-RP2'));
    expect(running.errors).toMatch(/copy a UF2 file to [^\n]*RPI-RP2\.\n$/);
    running.process.kill('SIGINT');
    expect(await running.status).toBe(0);
    await expect(lstat(join(folder, 'tty'))).rejects.toThrow();
  });
});
