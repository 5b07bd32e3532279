import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  firmwareFiles,
  firmwareFolder,
  noFirmware,
  type FirmwareName,
} from '../../../support/emulated-chip.ts';
import { flashLength } from '../../../../runtime/hardware/flash-memory.ts';
import { FirmwarePico } from '../../../support/firmware-pico.ts';

describe.skipIf(noFirmware).each<[string, FirmwareName]>([
  ['1.19.1', 'old'],
  ['1.26.1', 'pico'],
])('MicroPython %s on an emulated Pico', (version, firmware) => {
  test('says who it is, on USB and at its prompt', async () => {
    const board = await FirmwarePico.atPrompt(firmware);
    expect(board.pico.usbIdentity).toMatchObject({
      vendorId: 0x2e8a,
      productId: 5,
      manufacturer: 'MicroPython',
      product: 'Board in FS mode',
    });
    expect(board.pico.usbIdentity?.serialNumber.toLowerCase()).toBe('e66164084321872e');
    board.type('\x02');
    expect(board.until(/>>> $/)).toContain(`MicroPython v${version}`);
    board.ask('import binascii, machine');
    expect(board.ask('binascii.hexlify(machine.unique_id())')).toBe("b'e66164084321872e'");
  });

  test('forgets everything at a soft reset, and stays on USB', async () => {
    const board = await FirmwarePico.atPrompt(firmware);
    board.ask('kept = 1');
    board.type('\x04');
    expect(board.until(/soft reboot[^]*>>> $/)).toContain('MPY: soft reboot');
    expect(board.ask("'kept' in globals()")).toBe('False');
  });

  test.each([
    ['machine.reset()', 'import machine\nmachine.reset()\n', 1000],
    ['its watchdog', 'import machine\nmachine.WDT(timeout=50)\nwhile True: pass\n', 1000],
  ])('leaves USB at %s and comes back', async (_how, source, milliseconds) => {
    const board = await FirmwarePico.atPrompt(firmware);
    board.begin(source);
    board.until(() => !board.pico.hasSerialPort, milliseconds);
    expect(board.pico.mode).toBe('running');
    board.open();
    board.prompt();
    expect(board.ask('6 * 7')).toBe('42');
  });

  test('goes to BOOTSEL at machine.bootloader(), and takes other firmware there', async () => {
    const board = await FirmwarePico.atPrompt(firmware);
    board.begin('import machine\nmachine.bootloader()\n');
    board.until(() => board.pico.mode === 'bootsel', 1000);
    expect(board.pico.hasSerialPort).toBe(false);
    const other = firmware === 'pico' ? 'old' : 'pico';
    const file = await readFile(join(firmwareFolder ?? '', firmwareFiles[other]));
    let answer = '';
    board.pico.writeUf2(file, (given) => (answer = given));
    board.until(() => answer !== '', 60_000);
    expect(answer).toBe('done');
    board.open();
    board.type('\x02');
    expect(board.until(/>>> $/)).toContain(other === 'old' ? 'v1.19.1' : 'v1.26.1');
  });

  test('opens the window of raw-paste as a Pico does', async () => {
    const board = await FirmwarePico.atPrompt(firmware);
    board.type('\x01');
    board.until('raw REPL; CTRL-B to exit\r\n>');
    board.type('\x05A\x01');
    // 128 bytes, and 128 more.
    expect(board.until(/R\x01[^]{3}/)).toBe('R\x01\x80\x00\x01');
    board.type(`x = 1${' '.repeat(122)}`);
    board.pass(20);
    expect(board.output).toBe('');
    board.type(' ');
    expect(board.until(/\x01/, 100)).toBe('\x01');
    board.type('\nprint(x)\n\x04');
    expect(board.until(/\x04>$/)).toBe('\x041\r\n\x04\x04>');
  });

  test('keeps its files without power', async () => {
    const board = await FirmwarePico.atPrompt(firmware);
    board.run("f = open('kept.txt', 'w')\nf.write('here')\nf.close()");
    board.replug();
    board.open();
    board.prompt();
    expect(board.ask("open('kept.txt').read()")).toBe("'here'");
  });

  test('runs a thread on its second core', async () => {
    const board = await FirmwarePico.atPrompt(firmware);
    const source = [
      'import _thread, time',
      'n = 0',
      'def count():',
      ' global n',
      ' for i in range(2000): n += 1',
      '_thread.start_new_thread(count, ())',
      'time.sleep_ms(200)',
      'print(n)',
    ];
    expect(board.run(source.join('\n'))).toBe('2000');
  });

  test('waits while nobody reads, and goes on', async () => {
    const board = await FirmwarePico.atPrompt(firmware);
    board.begin('for i in range(300): print("line", i)\n');
    board.pico.holdSerial(true);
    const { output } = board;
    board.pass(300);
    expect(board.output).toBe(output);
    board.pico.holdSerial(false);
    const printed = output + board.until(/\x04>$/);
    expect(printed.match(/line \d+\r\n/g)).toHaveLength(300);
  });
});

/** HardFault's vector becomes a branch to itself. */
const handleFaultsForEver = `import uctypes
loop = bytes([0xfe, 0xe7] * 4)
vectors = machine.mem32[0xe000ed08]
machine.mem32[vectors + 12] = uctypes.addressof(loop) | 1
`;

describe.skipIf(noFirmware)('an emulated Pico', () => {
  test('does the same twice from the same snapshot, bit by bit', async () => {
    const results = [];
    for (let run = 0; run < 2; run++) {
      const board = await FirmwarePico.atPrompt('pico');
      board.type('import os, random, time; print(os.urandom(4), random.random(), time.ticks_us())\r');
      board.pass(50);
      results.push({ output: board.output, sram: board.pico.snapshot().chip.sram });
    }
    expect(results[1]).toEqual(results[0]);
  });

  test('goes on from a snapshot of the middle of a program', async () => {
    const board = await FirmwarePico.atPrompt('pico');
    board.begin('n = 0\nwhile n < 20000: n += 1\nprint(n)\n');
    board.pass(5);
    const saved = structuredClone(board.pico.snapshot());
    const rest = board.until(/\x04>$/);
    board.pico.restore(saved);
    expect(board.until(/\x04>$/)).toBe(rest);
  });

  test('without firmware offers its drive', () => {
    const board = new FirmwarePico(new Uint8Array(flashLength).fill(0xff));
    board.pico.powerOn();
    board.pass(50);
    expect(board.pico.mode).toBe('bootsel');
    board.pico.reset();
    board.pass(50);
    expect(board.pico.mode).toBe('bootsel');
    board.pico.unplug();
    expect(board.pico.mode).toBe('off');
  });

  test.each([
    ['locks up', '', 50],
    ['handles a fault in a loop without end', handleFaultsForEver, 1100],
  ])('says where its program %s, and starts again at a reset', async (_, before, milliseconds) => {
    const board = await FirmwarePico.atPrompt('pico');
    board.begin(`import machine\n${before}machine.mem32[0x30000000]\n`);
    board.pass(milliseconds);
    expect(board.pico.mode).toBe('crashed');
    expect(board.pico.crash?.address).toBeGreaterThan(0x10000000);
    expect(board.pico.crash?.address).toBeLessThan(0x20042000);
    board.pico.reset();
    expect(board.pico.crash).toBeNull();
    board.open();
    board.prompt();
    expect(board.ask('6 * 7')).toBe('42');
  });

  test('runs CircuitPython to its REPL, and leaves its drive alone', async () => {
    const board = await FirmwarePico.pluggedIn('circuitPython');
    expect(board.pico.usbIdentity).toMatchObject({ vendorId: 0x239a, product: 'Pico' });
    board.until('Press any key to enter the REPL', 20_000);
    board.type('\r');
    expect(board.until('>>> ')).toContain('Adafruit CircuitPython 8.2.9');
    expect(board.ask('6 * 7')).toBe('42');
  });

  test("runs a Pico W's firmware, and says that there is no radio", async () => {
    const board = await FirmwarePico.atPrompt('picoW');
    board.ask('import network, os');
    expect(board.ask('os.uname().machine')).toContain('Pico W');
    expect([...board.pico.notEmulated]).toEqual([]);
    expect(board.ask('network.WLAN(network.STA_IF).active(True)')).toContain('[CYW43] Failed to start CYW43');
    expect([...board.pico.notEmulated]).toEqual(['Pico W radio']);
    expect(board.ask('6 * 7')).toBe('42');
    board.pico.reset(); // what runs from here on has not asked for anything yet
    expect([...board.pico.notEmulated]).toEqual([]);
  });
});
