import { beforeEach, describe, expect, test } from 'vitest';
import { PinMirror } from '../../../../runtime/emulator/thread/pin-mirror.ts';
import { SharedHardware } from '../../../../runtime/hardware/shared-hardware.ts';
import { EmulatedChip, noFirmware } from '../../../support/emulated-chip.ts';

describe.skipIf(noFirmware)('the panel of a chip with real firmware', () => {
  let chip: EmulatedChip;
  let panel: SharedHardware;
  let mirror: PinMirror;

  beforeEach(async () => {
    chip = await EmulatedChip.atPrompt();
    panel = new SharedHardware('pico');
    mirror = new PinMirror(chip.chip, panel.state);
  });

  /** Runs a program and lets the mirror do its work before and after. */
  function run(program: string): string {
    mirror.takeIn();
    const printed = chip.run(`from machine import Pin, PWM, ADC\n${program}`);
    mirror.show();
    return printed;
  }

  test('shows outputs, inputs, pulls and the light', () => {
    run('Pin("LED", Pin.OUT, value=1)\nPin(3, Pin.OUT, value=0)\nPin(4, Pin.IN, Pin.PULL_UP)\nADC(26)');
    const { pins, led } = panel.snapshot();
    expect(led).toBe(1);
    expect(pins[25]).toMatchObject({ function: 'output', level: 1 });
    expect(pins[3]).toMatchObject({ function: 'output', level: 0 });
    expect(pins[4]).toMatchObject({ function: 'input', level: 1, pull: 'up' });
    expect(pins[26]).toMatchObject({ function: 'analog', level: 0 });
    expect(pins[9]).toMatchObject({ function: 'unused', pull: 'down' });
    expect(pins[27]).toMatchObject({ function: 'unused' });
  });

  test('shows what PWM does on a pin', () => {
    run('PWM(Pin(15), freq=50, duty_u16=16384)');
    const pin = panel.snapshot().pins[15]!;
    expect(pin).toMatchObject({ function: 'pwm', frequency: 50 });
    expect(pin.duty).toBeCloseTo(0.25, 3);
  });

  test('hands the program levels, voltages and warmth from outside', () => {
    panel.drivePin(7, 1);
    panel.setAnalog(1, 0.5);
    panel.setTemperature(40);
    const program =
      'print(Pin(7, Pin.IN).value(), ADC(27).read_u16() >> 8, round(27 - (ADC(4).read_u16() * 3.3 / 65535 - 0.706) / 0.001721))';
    expect(run(program)).toBe('1 128 40\n');
    expect(panel.snapshot().pins[7]).toMatchObject({ driven: 1, level: 1 });
    panel.drivePin(7, null);
    expect(run('print(Pin(7).value())')).toBe('0\n');
  });

  test('loses no press, however short', () => {
    run(
      'n = 0\ndef count(pin):\n    global n\n    n += 1\nPin(7, Pin.IN).irq(count, Pin.IRQ_RISING, hard=True)',
    );
    for (let press = 0; press < 3; press++) {
      panel.drivePin(7, 1);
      panel.drivePin(7, null);
      mirror.takeIn();
      chip.chip.runFor(1_000_000);
    }
    expect(run('print(n)')).toBe('3\n');
  });

  test('shows what PIO drives, too', () => {
    run(
      'import rp2\n@rp2.asm_pio(set_init=rp2.PIO.OUT_LOW)\ndef high():\n    set(pins, 1)\n' +
        'rp2.StateMachine(0, high, set_base=Pin(25)).active(1)',
    );
    expect(panel.snapshot().led).toBe(1);
    expect(panel.snapshot().pins[25]).toMatchObject({ function: 'peripheral' });
  });

  test('turns every output off', () => {
    run('Pin(3, Pin.OUT, value=1)\nPWM(Pin(15), freq=50, duty_u16=16384)\nPin(4, Pin.IN, Pin.PULL_UP)');
    panel.outputsOff();
    mirror.takeIn();
    mirror.show();
    const { pins } = panel.snapshot();
    expect(pins[3]).toMatchObject({ function: 'input', level: 0 });
    expect(pins[15]).toMatchObject({ function: 'input', level: 0 });
    expect(pins[4]).toMatchObject({ function: 'input', level: 1 });
    expect(run('Pin(3, Pin.OUT, value=1)\nprint(Pin(3).value())')).toBe('1\n');
    expect(panel.snapshot().pins[3]).toMatchObject({ function: 'output', level: 1 });
  });
});
