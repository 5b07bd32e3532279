import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { version } from '../../../package.json';
import { putBehindTerminal } from '../../support/pseudo-terminal.ts';
import { RunningNibble, runNibble } from '../../support/run-nibble.ts';
import { createSimulatorLink } from '../../support/simulator-link.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

async function withProgram(source: string | Uint8Array): Promise<string> {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'program.py'), source);
  return folder;
}

const onSimulator = ['run', 'program.py', '--board', 'simulator'];

describe('nibble run', () => {
  test('prints what the program prints, and ends with 0', async () => {
    const folder = await withProgram('print("hello")\nprint("é€")\n');
    const { status, output, errors } = await runNibble(onSimulator, { folder });
    expect({ status, output, errors }).toEqual({
      status: 0,
      output: Buffer.from('hello\né€\n').toString('latin1'),
      errors: '',
    });
  });

  test('says which board it chose', async () => {
    const folder = await withProgram('pass\n');
    expect(await runNibble(['run', 'program.py'], { folder })).toMatchObject({
      status: 0,
      errors: 'Using Simulated Pico.\n',
    });
  });

  test('ends with 1 after an uncaught exception, its traceback on standard error', async () => {
    const folder = await withProgram('print("before")\nboom()\n');
    const { status, output, errors } = await runNibble(onSimulator, { folder });
    expect({ status, output }).toEqual({ status: 1, output: 'before\n' });
    expect(errors).toMatch(/^Traceback[^]*File "program.py", line 2[^]*NameError: [^]*'boom'[^]*\n$/);
  });

  test('takes standard input, and its end', async () => {
    const folder = await withProgram(
      'print("Hello", input())\ntry:\n    input()\nexcept EOFError:\n    print("end")\n',
    );
    const { status, output } = await runNibble(onSimulator, { folder, input: 'Ada\n' });
    expect({ status, output }).toEqual({ status: 0, output: 'Ada\nHello Ada\nend\n' });
  });

  test('leaves input that the program did not read without a trace', async () => {
    const folder = await withProgram('print("done")\n');
    const { status, output } = await runNibble(onSimulator, { folder, input: 'print("typed")\n' });
    expect({ status, output }).toEqual({ status: 0, output: 'done\n' });
  });

  test('hides what comes of input that was still unread after its end', async () => {
    const folder = await withProgram('import time\ntime.sleep(1)\nprint("done")\n');
    const { status, output, errors } = await runNibble(onSimulator, { folder, input: 'print("typed")\n' });
    expect({ status, output, errors }).toEqual({ status: 0, output: 'done\n', errors: '' });
  });

  test('takes a last line without its end', async () => {
    const folder = await withProgram('print(input(), input())\n');
    const { status, output } = await runNibble(onSimulator, { folder, input: '1\n2' });
    expect({ status, output }).toEqual({ status: 0, output: '1\n2\n1 2\n' });
  });

  test('forwards Ctrl-C, so that finally runs, and ends with 130', async () => {
    const folder = await withProgram(
      'try:\n    print("go")\n    while True: pass\nfinally:\n    print("parked")\n',
    );
    const running = await RunningNibble.start(onSimulator, folder);
    await running.until(() => running.output.includes('go\n'));
    running.process.kill('SIGINT');
    expect(await running.status).toBe(130);
    expect(running.output).toBe('go\nparked\n');
  });

  test('forces at the second Ctrl-C', async () => {
    const deaf =
      'print("go")\nwhile True:\n    try:\n        while True: pass\n    except BaseException: pass\n';
    const running = await RunningNibble.start(onSimulator, await withProgram(deaf));
    await running.until(() => running.output.includes('go\n'));
    running.process.kill('SIGINT');
    running.process.kill('SIGINT');
    await running.until(() => running.errors.includes('still finishing'));
    running.process.kill('SIGINT');
    expect(await running.status).toBe(130);
  });

  test('ends with 2 when the program restarts the board', async () => {
    const folder = await withProgram('import machine\nprint("bye")\nmachine.reset()\n');
    const { status, output, errors } = await runNibble(onSimulator, { folder });
    expect(status).toBe(2);
    expect(output).toMatch(/^bye\n/);
    expect(errors).toMatch(/^[^\n]+\n$/);
  });

  test('loses nothing on the way to a slow reader', async () => {
    const running = await RunningNibble.start(
      onSimulator,
      await withProgram('for i in range(50000): print(i)\n'),
    );
    running.process.stdout.pause();
    setImmediate(() => running.process.stdout.resume());
    expect(await running.status).toBe(0);
    expect(running.output.split('\n')).toHaveLength(50_001);
  });

  test('ends when nobody reads any more', async () => {
    const running = await RunningNibble.start(onSimulator, await withProgram('while True: print("x")\n'));
    await running.until(() => running.output.length > 0);
    running.process.stdout.destroy();
    expect(await running.status).toBe(130);
  });

  test('uses a board on a port', async () => {
    const folder = await withProgram('import os\nprint(os.uname().sysname, 1 + 1)\n');
    const port = await putBehindTerminal(await createSimulatorLink());
    const { status, output } = await runNibble(['run', 'program.py', '--board', port], { folder });
    expect({ status, output }).toEqual({ status: 0, output: 'rp2 2\n' });
  });
});

describe('nibble repl', () => {
  test('joins to a board byte for byte', async () => {
    const { status, output } = await runNibble(['repl', '--board', 'simulator:anna'], { input: '1 + 1\r' });
    expect(status).toBe(0);
    expect(output).toMatch(/^MicroPython v[^]*>>> 1 \+ 1\r\n2\r\n>>> $/);
  });

  test('speaks raw REPL', async () => {
    const running = await RunningNibble.start(['repl', '--board', 'simulator']);
    await running.until(() => running.output.endsWith('>>> '));
    running.process.stdin.write('\x01print("raw")\x04');
    await running.until(() => running.output.endsWith('OKraw\r\n\x04\x04>'));
    running.process.stdin.write('\x02');
    running.process.stdin.end();
    expect(await running.status).toBe(0);
  });

  test('forwards Ctrl-C and ends at SIGTERM', async () => {
    const running = await RunningNibble.start(['repl', '--board', 'simulator']);
    await running.until(() => running.output.endsWith('>>> '));
    running.process.stdin.write('print("go"); import time; time.sleep(1000)\r');
    await running.until(() => running.output.includes('\r\ngo\r\n'));
    running.process.kill('SIGINT');
    await running.until(() => running.output.endsWith('KeyboardInterrupt: \r\n>>> '));
    running.process.kill('SIGTERM');
    expect(await running.status).toBe(0);
  });
});

describe('nibble boards', () => {
  test('lists boards for people and for machines', async () => {
    const folder = await temporaryFolder();
    expect((await runNibble(['boards'], { folder })).output).toMatch(/^simulator +Simulated Pico\n/);
    const { output } = await runNibble(['boards', '--json'], { folder });
    expect(JSON.parse(output)).toContainEqual({
      board: 'simulator',
      kind: 'simulator',
      label: 'Simulated Pico',
      model: 'pico',
    });
    expect(JSON.parse(output)).toContainEqual({
      board: 'emulator',
      kind: 'emulator',
      label: 'Emulated Pico',
      model: 'pico',
    });
  });
});

describe('a mistake', () => {
  test.each([
    [[], 'Say what to do'],
    [['fly'], '“fly”'],
    [['run'], 'which program'],
    [['run', 'missing.py'], 'missing.py'],
    [['run', 'a.py', 'b.py'], '“b.py”'],
    [['run', 'a.py', '--bord', 'x'], '“--bord”'],
    [['run', 'a.py', '--board'], '--board'],
    [['boards', '--board', 'x'], '“--board”'],
    [['repl', '--board', '/dev/nothing-here'], '/dev/nothing-here'],
    [['repl', '--board', 'simulator:../up'], 'cannot be called “../up”'],
    [['repl', '--board', 'simulator:'], 'cannot be called “”'],
    [['repl', '--board', 'emulator'], 'has no firmware'],
    [['repl', '--board', 'emulator:../x'], 'cannot be called “../x”'],
    [['run', 'a.py', '--fast'], '--board emulator'],
    [['repl', '--firmware', 'a.uf2'], '--board emulator'],
    [['repl', '--board', 'emulator', '--firmware'], '--firmware'],
    [['repl', '--board', 'emulator', '--firmware', 'none.uf2'], 'There is no file none.uf2'],
    [['repl', '--board', 'emulator', '--firmware', '.'], 'is a folder'],
    [['repl', '--board', 'emulator', '--firmware', '/dev/zero'], 'zero is not a UF2 file'],
    [['emulator'], '--pty'],
    [['emulator', '--pty', '--link', '/'], 'Choose another path'],
  ])('%j gets one line and status 2', async (words, said) => {
    const { status, output, errors } = await runNibble(words);
    expect({ status, output }).toEqual({ status: 2, output: '' });
    expect(errors).toContain(said);
    expect(errors).toMatch(/^[^\n]+\n$/);
  });

  test('a file that is no program gets one line and status 2', async () => {
    const folder = await withProgram(Uint8Array.of(0x50, 0, 0xff));
    expect(await runNibble(onSimulator, { folder })).toMatchObject({
      status: 2,
      errors: expect.stringContaining('is data, not text'),
    });
  });
});

test('help and version are no mistakes', async () => {
  expect(await runNibble(['--help'])).toMatchObject({
    status: 0,
    output: expect.stringContaining('nibble run FILE'),
  });
  expect(await runNibble(['--version'])).toMatchObject({ status: 0, output: `${version}\n` });
});
