/** The rest of `machine` and `rp2` on a running board: what is read from outside, and the chip as a whole. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { VirtualHardware } from '../../../runtime/hardware/virtual-hardware.ts';
import { SimulatedBoard } from '../../support/simulated-board.ts';

let board: SimulatedBoard;
let hardware: VirtualHardware;

async function start(model: 'pico' | 'pico-w'): Promise<void> {
  board = await SimulatedBoard.start({ model });
  hardware = board.link.capabilities.hardware!;
  await board.prompt();
}

/** Evaluates an expression on the board. */
async function value(expression: string): Promise<string> {
  const { output, error } = await board.run(`import machine, rp2, os, sys, time\nprint(${expression})`);
  return error === '' ? output.trim() : error.trim().split('\r\n').at(-1)!;
}

afterEach(() => board.end());

describe('a Pico', () => {
  beforeEach(() => start('pico'));

  it('lights its LED as GPIO 25', async () => {
    await board.run('from machine import Pin\nPin("LED", Pin.OUT).on()');
    expect(hardware.snapshot().led).toBe(1);
    expect(hardware.snapshot().pins[25]).toMatchObject({ function: 'output', level: 1 });
    await board.run('from machine import PWM, Pin\nPWM(Pin("LED"), freq=500, duty_u16=16384)');
    expect(hardware.snapshot().led).toBeCloseTo(0.25, 3);
  });

  it('reads voltages and the temperature', async () => {
    hardware.setAnalog(1, 0.5);
    hardware.setTemperature(30);
    expect(await value('machine.ADC(27).read_u16(), machine.ADC(0).read_u16()')).toBe('32776 0');
    const celsius = '27 - (machine.ADC(machine.ADC.CORE_TEMP).read_u16() * 3.3 / 65535 - 0.706) / 0.001721';
    expect(Math.abs(Number(await value(celsius)) - 30)).toBeLessThan(0.5);
  });

  it('reads the BOOTSEL button', async () => {
    expect(await value('rp2.bootsel_button()')).toBe('0');
    hardware.pressBootsel(true);
    expect(await value('rp2.bootsel_button()')).toBe('1');
  });

  it('measures pulses', async () => {
    expect(await value('machine.time_pulse_us(machine.Pin(3, machine.Pin.IN), 1, 1000)')).toBe('-2');
    expect(await value('machine.time_pulse_us(machine.Pin(3, machine.Pin.IN), 0, 1000)')).toBe('-1');
    await board.begin('import machine\nprint("go")\nprint(machine.time_pulse_us(machine.Pin(3), 1))');
    await board.until(/go\r\n/);
    hardware.drivePin(3, 1);
    hardware.drivePin(3, 0);
    expect((await board.finish()).output).toMatch(/go\r\n-?\d+\r\n/);
  });

  it('inverts a signal', async () => {
    await board.run('from machine import Pin, Signal\nrelay = Signal(5, Pin.OUT, value=1, invert=True)');
    expect(hardware.snapshot().pins[5]).toMatchObject({ function: 'output', level: 0 });
    expect((await board.run('print(relay.value())\nrelay.off()\nprint(relay(), Pin(5)())')).output).toBe(
      '1\r\n0 1\r\n',
    );
  });

  it('lets classes be derived from Pin and PWM', async () => {
    const { output, error } = await board.run(`
from machine import Pin, PWM, Signal
class Lamp(Pin):
    def __init__(self, name, gpio):
        super().__init__(gpio, Pin.OUT)
        self.name = name
    def blink(self):
        self.toggle()
        return self.value()
lamp = Lamp('red', 9)
print(lamp.blink(), lamp.name, lamp, isinstance(lamp, Pin), Pin(9).value())
class Servo(PWM):
    def __init__(self, pin):
        super().__init__(pin, freq=50)
    def turn(self, degrees):
        self.duty_ns(500000 + degrees * 11111)
servo = Servo(Pin(10))
servo.turn(90)
print(servo.freq(), servo.duty_ns())
print(Signal(lamp, invert=True).value())`);
    expect(error).toBe('');
    expect(output).toMatch(/^1 red Pin\(GPIO9, mode=OUT\) True 1\r\n50 (1499|1500)\d\d\d\r\n0\r\n$/);
  });

  it('names itself', async () => {
    expect(await value('os.uname()')).toBe(
      "(sysname='rp2', nodename='rp2', release='1.27.0', version='v1.27.0 on 2025-12-10', machine='Simulated Raspberry Pi Pico with RP2040')",
    );
    expect(await value('os.uname().sysname, os.uname()[4][:9]')).toBe('rp2 Simulated');
    const id = board.link.info.serialNumber;
    expect(await value('"".join("%02X" % byte for byte in machine.unique_id())')).toBe(id);
  });

  it('changes its clock, and PWM with it', async () => {
    await board.run(
      'from machine import PWM, freq\npwm = PWM(0, freq=1000, duty_u16=32768)\nfreq(250000000)',
    );
    expect(hardware.snapshot().pins[0]?.frequency).toBeCloseTo(2000, 3);
    expect(await value('machine.freq()')).toBe('250000000');
    expect(await value('machine.freq(123456789)')).toBe('ValueError: cannot change frequency');
  });

  it('sets its date, which time shares, across a soft reset', async () => {
    await board.run('import machine\nmachine.RTC().datetime((2024, 2, 29, 0, 12, 30, 0, 0))');
    expect(await value('time.localtime()[:5], machine.RTC().datetime()[:5]')).toBe(
      '(2024, 2, 29, 12, 30) (2024, 2, 29, 3, 12)',
    );
    expect(await value('time.time() - time.mktime((2024, 2, 29, 12, 30, 0, 0, 0)) < 10')).toBe('True');
    expect(await value('time.time_ns() // 1000000000 - time.time()')).toBe('0');
  });

  it('sets dates after 2038', async () => {
    await board.run('import machine\nmachine.RTC().datetime((2050, 1, 2, 0, 3, 4, 5, 0))');
    expect(await value('time.localtime()[:5]')).toBe('(2050, 1, 2, 3, 4)');
  });

  it('begins with the date of the computer', async () => {
    const seconds = Number(await value('time.time()'));
    expect(Math.abs(seconds - Date.now() / 1000)).toBeLessThan(2);
  });

  it('sleeps lightly, idles, and gives random bytes', async () => {
    expect(await value('[machine.idle(), machine.lightsleep(5), len(os.urandom(4)), os.sync()]')).toBe(
      '[None, None, 4, None]',
    );
    expect(await value('machine.lightsleep(2 ** 30)')).toBe('ValueError: sleep too long');
  });

  it('restarts, and knows why', async () => {
    expect(await value('machine.reset_cause() == machine.PWRON_RESET')).toBe('True');
    await board.enterRaw();
    await board.send(
      'import machine\nfrom machine import Pin\nPin(2, Pin.OUT, value=1)\nmachine.reset()\x04',
    );
    await board.until(/MicroPython v[^]*>>> $/);
    expect(hardware.snapshot().pins[2]).toMatchObject({ function: 'unused', level: 0 });
    expect(await value('machine.reset_cause() == machine.WDT_RESET')).toBe('True');
    await board.link.capabilities.powerCycle?.();
    await board.prompt();
    expect(await value('machine.reset_cause() == machine.PWRON_RESET')).toBe('True');
  });

  it('resets softly when asked to', async () => {
    await board.enterRaw();
    await board.send('import machine\nx = 1\nmachine.soft_reset()\x04');
    await board.until(/MPY: soft reboot\r\n/);
  });

  it('says in one sentence what is not simulated', async () => {
    const cases = [
      ['machine.I2C(0)', 'machine.I2C'],
      ['machine.SoftI2C(scl=1, sda=0)', 'machine.SoftI2C'],
      ['machine.SPI(0, firstbit=machine.SPI.MSB)', 'machine.SPI'],
      ['machine.UART(0, 9600)', 'machine.UART'],
      ['machine.WDT(timeout=1000)', 'machine.WDT'],
      ['machine.mem32[0]', 'machine.mem32'],
      ['machine.bootloader()', 'machine.bootloader()'],
      ['machine.bitstream(machine.Pin(0), 0, (1, 2, 3, 4), b"a")', 'machine.bitstream()'],
      ['machine.lightsleep()', 'machine.lightsleep() without a time'],
      ['rp2.PIO(0)', 'rp2.PIO'],
      ['rp2.asm_pio(set_init=rp2.PIO.OUT_LOW)', 'rp2.asm_pio()'],
      ['rp2.StateMachine(0)', 'rp2.StateMachine'],
      ['os.VfsLfs2()', 'os.VfsLfs2'],
    ] as const;
    for (const [expression, name] of cases) {
      expect(await value(expression)).toBe(`NotImplementedError: ${name} needs "Exact" or a real Pico`);
    }
  });
});

describe('a Pico W', () => {
  beforeEach(() => start('pico-w'));

  it('has its LED on the radio chip', async () => {
    await board.run('from machine import Pin\nled = Pin("LED", Pin.OUT)\nled.on()');
    expect(hardware.snapshot().led).toBe(1);
    expect(hardware.snapshot().pins[25]).toMatchObject({ function: 'unused', level: 0 });
    expect((await board.run('led.toggle()\nprint(led.value(), led)')).output).toBe(
      '0 Pin(EXT_GPIO0, mode=OUT)\r\n',
    );
    expect(hardware.snapshot().led).toBe(0);
    await board.run('Pin(25, Pin.OUT, value=1)');
    expect(hardware.snapshot().led).toBe(0);
  });

  it('senses power on USB', async () => {
    expect(await value('machine.Pin("WL_GPIO2", machine.Pin.IN).value()')).toBe('1');
  });

  it('says that its radio is not simulated', async () => {
    expect(await value('__import__("network").WLAN(0)')).toBe(
      'NotImplementedError: network.WLAN needs "Exact" or a real Pico W',
    );
  });
});
