import { serialize } from 'node:v8';
import { describe, expect, test } from 'vitest';
import { EmulatedChip, noFirmware } from '../../../support/emulated-chip.ts';

describe.skipIf(noFirmware)('real firmware (NIBBLE_FIRMWARE_DIR says where)', () => {
  test('boots to its prompt and computes', async () => {
    const chip = await EmulatedChip.atPrompt();
    expect(chip.run('import sys\nprint(sys.implementation._machine, 6 * 7, 1 / 3)')).toBe(
      'Raspberry Pi Pico with RP2040 42 0.33333334\n',
    );
  });

  test('ends in the same state, to the bit, when it is put back on the way', async () => {
    const chip = await EmulatedChip.atPrompt();
    chip.type(`\r\x03\x01import machine, neopixel, rp2
machine.freq(133000000)
@rp2.asm_pio(set_init=rp2.PIO.OUT_LOW)
def wave():
    set(pins, 1) [3]
    set(pins, 0)
rp2.StateMachine(0, wave, freq=1000333, set_base=machine.Pin(2)).active(1)
pwm = machine.PWM(machine.Pin(16), freq=1234, duty_u16=20000)
machine.Timer(period=7, callback=lambda t: pwm.duty_u16(t is None))
machine.RTC().datetime((2024, 2, 28, 2, 23, 59, 58, 0))
pixels = neopixel.NeoPixel(machine.Pin(20), 30)
while True:
    pixels.fill((machine.ADC(26).read_u16() & 255, 2, 3))
    pixels.write()
    open('file', 'w').write('x' * 3000)
    print(machine.RTC().datetime())
\x04`);
    const copy = await EmulatedChip.atPrompt();
    for (const milliseconds of [200, 77]) {
      chip.chip.runFor(milliseconds * 1e6);
      copy.chip.restore(chip.chip.save());
      copy.host.restore(chip.host.save());
      for (const each of [chip, copy]) each.chip.runFor(100e6);
      expect(serialize(copy.chip.save()).equals(serialize(chip.chip.save()))).toBe(true);
    }
  });
});
