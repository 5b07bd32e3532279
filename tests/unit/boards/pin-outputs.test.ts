import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { FirmwareBoard } from '../../support/firmware-board.ts';
import { noFirmware, type FirmwareName } from '../../support/firmware-files.ts';
import { FirmwarePico } from '../../support/firmware-pico.ts';

const outputs = `from machine import Pin, PWM
Pin(25, Pin.OUT).on()
Pin(3, Pin.OUT).off()
Pin(4, Pin.IN, Pin.PULL_UP)
Pin(15, Pin.OUT).on()
half = PWM(Pin(16)); half.freq(1000); half.duty_u16(32768)
none = PWM(Pin(18)); none.freq(1000); none.duty_u16(0)
print('ready')
`;
const on = [
  { pin: 'LED', duty: 1, pwm: false },
  { pin: 15, duty: 1, pwm: false },
  { pin: 16, duty: expect.closeTo(0.5, 2), pwm: true },
];

/** What the board's helper says of registers that read so, on a chip of this name. */
async function outputsOnOf(machine: string, registers: Readonly<Record<number, number>>): Promise<string> {
  const source = await readFile('electron/boards/python/outputs.py', 'utf8');
  const entries = Object.entries(registers).map(([address, value]) => `${address}: ${value}`);
  const pico = await FirmwarePico.atPrompt('pico');
  return pico.run(
    `import sys
class Registers:
    def __getitem__(self, address): return {${entries.join(', ')}}.get(address, 0)
class machine:
    class Pin:
        def __init__(self, name): pass
        def value(self): return 1
    mem32 = Registers()
class uos:
    def uname():
        class answer: machine = ${JSON.stringify(machine)}
        return answer
sys.modules['machine'], sys.modules['uos'] = machine, uos
exec(${JSON.stringify(source)})
print(outputs_on())
`,
  );
}

// Needs NIBBLE_FIRMWARE_DIR: the folder of the firmware files.
describe.skipIf(noFirmware).each<[string, FirmwareName]>([
  ['1.26.1', 'pico'],
  ['1.19.1', 'old'],
])('the outputs of a board with MicroPython %s', (_version, firmware) => {
  test('are told after Stop, and turned off when that is asked', async () => {
    const subject = await FirmwareBoard.connected(undefined, firmware);
    const run = subject.board.run(`${outputs}while True: pass\n`, 'outputs.py');
    await subject.until(() => subject.printed.includes('ready\r\n'));
    expect(await subject.wait(subject.board.stop())).toEqual(on);
    expect(await subject.wait(run)).toEqual({ outcome: { kind: 'stopped' }, leftOn: [] });
    await subject.wait(subject.board.outputsOff());
    expect(await subject.wait(subject.board.stop())).toEqual([]);
  });

  test('are off after every Stop where that is set', async () => {
    const pico = await FirmwarePico.atPrompt(firmware);
    pico.pico.closeSerial();
    const subject = new FirmwareBoard(pico, { outputsOffOnStop: () => true });
    await subject.wait(subject.board.connect());
    const run = subject.board.run(`${outputs}while True: pass\n`, 'outputs.py');
    await subject.until(() => subject.printed.includes('ready\r\n'));
    expect(await subject.wait(subject.board.stop())).toEqual([]);
    await subject.wait(run);
    expect(await subject.wait(subject.ask('Pin(15).value()'))).toBe('0');
  });

  test('are told of a program that failed, not of one that ended well', async () => {
    const subject = await FirmwareBoard.connected(undefined, firmware);
    const failed = await subject.wait(subject.board.run(`${outputs}1 / 0\n`, 'outputs.py'));
    expect(failed).toMatchObject({ outcome: { kind: 'failed' }, leftOn: on });
    const ended = await subject.wait(subject.board.run(outputs, 'outputs.py'));
    expect(ended).toEqual({ outcome: { kind: 'finished' }, leftOn: [] });
    expect(await subject.wait(subject.ask("[name for name in dir() if 'out' in name]"))).toBe('[]');
  });
});

describe.skipIf(noFirmware)('the registers of a chip', () => {
  test('are where the RP2350 has them', async () => {
    const gpio15 = { 0x40028078: 0x2200, 0x4002807c: 5 };
    const gpio17 = { 0x4002808c: 4, 0x400a8000: 1, 0x400a800c: 250 << 16, 0x400a8010: 999 };
    const said = await outputsOnOf('Raspberry Pi Pico2 with RP2350', { ...gpio15, ...gpio17 });
    expect(said).toBe('[[15, 1, False], [17, 0.25, True]]');
  });

  test('say that the LED of a radio is on, where that has power', async () => {
    const machine = 'Raspberry Pi Pico W with RP2040';
    expect(await outputsOnOf(machine, { 0x400140b8: 0x2200 })).toBe("[['LED', 1, False]]");
    expect(await outputsOnOf(machine, {})).toBe('[]');
  });

  test('are left alone where nobody knows the chip', async () => {
    const everything = { 0x40014078: 0x2200, 0x4001407c: 5, 0x40028078: 0x2200, 0x4002807c: 5 };
    expect(await outputsOnOf('A board with ESP32', everything)).toBe('[]');
  });
});
