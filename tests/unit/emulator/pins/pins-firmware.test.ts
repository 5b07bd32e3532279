import { beforeAll, describe, expect, test } from 'vitest';
import { EmulatedChip, noFirmware } from '../../../support/emulated-chip.ts';

describe.skipIf(noFirmware)('pins of a chip with MicroPython (needs NIBBLE_FIRMWARE_DIR)', () => {
  let chip: EmulatedChip;

  beforeAll(async () => {
    chip = await EmulatedChip.atPrompt();
  });

  test('interrupt by the edges of the program itself, and by levels', () => {
    const printed = chip.run(`
import time
from machine import Pin
pin = Pin(3, Pin.OUT, value=0)
edges = []
pin.irq(lambda p: edges.append(p.irq().flags()), Pin.IRQ_RISING | Pin.IRQ_FALLING, hard=False)
for level in (1, 0, 1):
    pin.value(level)
    time.sleep_ms(1)
pin.irq(None)
print(edges)
`);
    expect(printed).toBe('[8, 4, 8]\n');
  });

  test('read their pull resistors, and what is outside', () => {
    const hand = chip.chip.pins.connect();
    hand.drive(1 << 5, 1 << 5);
    const read = `
from machine import Pin
print(Pin(4, Pin.IN, Pin.PULL_UP).value(), Pin(4, Pin.IN, Pin.PULL_DOWN).value(), Pin(5, Pin.IN, Pin.PULL_DOWN).value())
`;
    expect(chip.run(read)).toBe('1 0 1\n');
    hand.drive(0, 0);
    expect(chip.run(read)).toBe('1 0 0\n');
  });

  test('carry PWM whose pulses have their length', () => {
    const printed = chip.run(`
from machine import Pin, PWM, time_pulse_us
pin = Pin(15)
pwm = PWM(pin, freq=1000, duty_u16=16384)
# A pulse that has begun is measured from now on: only those behind it are whole.
print(pwm.freq(), [[time_pulse_us(pin, level) for n in range(2)][1] for level in (1, 0)])
pwm.init(freq=50, duty_ns=1_500_000)
# The first period after a change still has the counts of before.
print(pwm.freq(), [time_pulse_us(pin, 1) for n in range(3)][2])
pwm.deinit()
`);
    expect(printed).toMatch(/^1000 \[(249|25[01]), (749|75[01])\]\n50 (1499|150[01])\n$/);
  });

  test('count the edges of PWM in an interrupt', () => {
    const printed = chip.run(`
import time
from machine import Pin, PWM
count = 0
def rising(p):
    global count
    count += 1
pin = Pin(14)
pin.irq(rising, Pin.IRQ_RISING, hard=True)
pwm = PWM(pin, freq=2000, duty_u16=32768)
time.sleep_ms(50)
pwm.deinit()
pin.irq(None)
print(99 <= count <= 102, count)
`);
    expect(printed).toMatch(/^True /);
  });

  test('measure voltages, and the temperature of the chip', () => {
    chip.chip.analogInputs.set(0, 0.25);
    chip.chip.analogInputs.temperature = 31;
    const printed = chip.run(`
from machine import ADC
print(ADC(26).read_u16() >> 4)
volts = ADC(ADC.CORE_TEMP).read_u16() * 3.3 / 65535
print(round(27 - (volts - 0.706) / 0.001721))
`);
    expect(printed).toBe('1024\n31\n');
  });

  test('read the BOOTSEL button', () => {
    const program = 'import rp2\nprint(rp2.bootsel_button())';
    expect(chip.run(program)).toBe('0\n');
    chip.buttonHeld = true;
    expect(chip.run(program)).toBe('1\n');
    chip.buttonHeld = false;
  });

  test('are reported as nothing that is missing', () => {
    expect([...chip.notEmulated]).toEqual([]);
  });
});
