import { describe, expect, it } from 'vitest';
import { readConverter, temperatureChannel } from '../../../runtime/hardware/converter.ts';
import { functionSelect } from '../../../runtime/hardware/function-select.ts';
import { outputsLeftOn } from '../../../runtime/hardware/outputs-left-on.ts';
import { edgeBit, PinBank, pinField } from '../../../runtime/hardware/pin-bank.ts';
import { ProgramPins } from '../../../runtime/hardware/program-pins.ts';
import { PwmUnit } from '../../../runtime/hardware/pwm-unit.ts';
import { SharedHardware } from '../../../runtime/hardware/shared-hardware.ts';
import type { BoardModel } from '../../../runtime/hardware/virtual-hardware.ts';

/** A board with nobody at either end: both sides over one piece of memory. */
function board(model: BoardModel = 'pico') {
  const outside = new SharedHardware(model);
  const bank = new PinBank(outside.state);
  let signals = 0;
  const interrupts: [gpio: number, edges: number][] = [];
  outside.connect(() => signals++);
  const pins = new ProgramPins(
    bank,
    (gpio, edges) => interrupts.push([gpio, edges]),
    () => 0,
  );
  const pwm = new PwmUnit(bank);
  return {
    bank,
    outside,
    pins,
    pwm,
    interrupts,
    signals: () => signals,
    pin: (gpio: number) => outside.snapshot().pins[gpio]!,
  };
}

describe('a board that was just switched on', () => {
  it('has 30 unused pins with their pull-downs, a dark LED and nothing connected', () => {
    const { outside } = board();
    const snapshot = outside.snapshot();
    expect(snapshot.model).toBe('pico');
    expect(snapshot.pins).toHaveLength(30);
    for (const [gpio, pin] of snapshot.pins.entries()) {
      expect(pin).toEqual({
        gpio,
        function: 'unused',
        level: 0,
        pull: 'down',
        driven: null,
        duty: 0,
        frequency: 0,
      });
    }
    expect(snapshot.led).toBe(0);
    expect(snapshot.analog.slice(0, 3)).toEqual([0, 0, 0]);
    expect(snapshot.bootselPressed).toBe(false);
    expect(outputsLeftOn(snapshot)).toEqual([]);
  });
});

describe('levels', () => {
  it('shows what an output drives, whatever is connected', () => {
    const { pins, outside, pin } = board();
    pins.makeOutput(15, 1);
    outside.drivePin(15, 0);
    expect(pin(15)).toMatchObject({ function: 'output', level: 1, driven: 0 });
    pins.toggle(15);
    expect(pin(15).level).toBe(0);
  });

  it.each([
    ['up', 1, 1],
    ['down', 2, 0],
    ['none', 0, 0],
    ['none', 3, 0],
  ] as const)(
    'lets an input follow its pull (%s, bits %i), and the outside win over it',
    (pull, bits, level) => {
      const { pins, outside, pin } = board();
      pins.makeInput(3);
      pins.setPulls(3, bits);
      expect(pin(3)).toMatchObject({ function: 'input', pull, level });
      outside.drivePin(3, level === 1 ? 0 : 1);
      expect(pins.read(3)).toBe(1 - level);
      outside.drivePin(3, null);
      expect(pins.read(3)).toBe(level);
    },
  );

  it('lets an open drain pull low and let go', () => {
    const { pins, outside, pin } = board();
    pins.makeOpenDrain(4, 1);
    pins.setPulls(4, 1);
    expect(pin(4)).toMatchObject({ function: 'open-drain', level: 1 });
    outside.drivePin(4, 0);
    expect(pins.read(4)).toBe(0);
    outside.drivePin(4, 1);
    pins.write(4, 0);
    expect(pins.read(4)).toBe(0);
    pins.toggle(4);
    expect(pins.read(4)).toBe(1);
  });

  it('keeps the level that was set while the pin was an input', () => {
    const { pins, pin } = board();
    pins.makeInput(5);
    pins.write(5, 1);
    expect(pin(5).level).toBe(0);
    pins.makeOutput(5, -1);
    expect(pin(5).level).toBe(1);
  });

  it('gives pins only to functions that they have', () => {
    const { pins, bank } = board();
    expect(pins.makeAlternate(15, functionSelect.spi)).toBe(true);
    expect(pins.makeAlternate(15, functionSelect.clock)).toBe(false);
    expect(pins.makeAlternate(21, functionSelect.clock)).toBe(true);
    expect(pins.makeAlternate(15, 10)).toBe(false);
    expect(bank.readPin(pinField.function, 15)).toBe(functionSelect.spi);
  });

  it('refuses numbers that no Pico has', () => {
    const { outside } = board();
    expect(() => outside.drivePin(30, 1)).toThrow(RangeError);
    expect(() => outside.drivePin(-1, 1)).toThrow(RangeError);
    expect(() => outside.drivePin(1.5, 1)).toThrow(RangeError);
    expect(() => outside.setAnalog(4, 0.5)).toThrow(RangeError);
    expect(() => outside.setAnalog(0, 1.01)).toThrow(RangeError);
    expect(() => outside.setAnalog(0, NaN)).toThrow(RangeError);
    expect(() => outside.setTemperature(126)).toThrow(RangeError);
  });
});

describe('revision', () => {
  it('grows with every change and with nothing else', () => {
    const { outside, pins } = board();
    const changes = [
      () => pins.makeOutput(2, 1),
      () => outside.drivePin(3, 1),
      () => outside.setAnalog(1, 0.25),
      () => outside.setTemperature(31),
      () => outside.pressBootsel(true),
    ];
    for (const change of changes) {
      const before = outside.revision;
      change();
      const after = outside.revision;
      expect(after).toBeGreaterThan(before);
      change();
      outside.snapshot();
      expect(outside.revision).toBe(after);
    }
  });
});

describe('interrupts', () => {
  it('come for the edges that were asked for, in order, however quickly they follow', () => {
    const { outside, pins, interrupts, signals } = board();
    pins.makeInput(7);
    pins.watch(7, edgeBit.rising);
    for (let press = 0; press < 5; press++) {
      outside.drivePin(7, 1);
      outside.drivePin(7, 0);
    }
    expect(signals()).toBe(10);
    expect(interrupts).toEqual([]);
    pins.takeEdges();
    expect(interrupts).toEqual(Array.from({ length: 5 }, () => [7, edgeBit.rising]));
  });

  it('do not come for what happened before they were asked for', () => {
    const { outside, pins, interrupts } = board();
    pins.makeInput(7);
    outside.drivePin(7, 1);
    pins.watch(7, edgeBit.rising | edgeBit.falling);
    pins.takeEdges();
    expect(interrupts).toEqual([]);
  });

  it("come from the program's own output and from a pull resistor too", () => {
    const { pins, interrupts } = board();
    pins.makeOutput(8, 0);
    pins.watch(8, edgeBit.rising | edgeBit.falling);
    pins.write(8, 1);
    pins.write(8, 1);
    pins.toggle(8);
    pins.makeInput(8);
    pins.setPulls(8, 1);
    expect(interrupts).toEqual([
      [8, edgeBit.rising],
      [8, edgeBit.falling],
      [8, edgeBit.rising],
    ]);
  });

  it('end with a soft reset, which leaves the levels as they are', () => {
    const { outside, pins, interrupts, pin } = board();
    pins.makeOutput(9, 1);
    pins.makeInput(7);
    pins.watch(7, edgeBit.rising);
    outside.drivePin(7, 1);
    pins.forgetInterrupts();
    pins.takeEdges();
    outside.drivePin(7, 0);
    outside.drivePin(7, 1);
    pins.takeEdges();
    expect(interrupts).toEqual([]);
    expect(pin(9)).toMatchObject({ function: 'output', level: 1 });
  });

  it('are lost beyond 256 that nobody took, and come again afterwards', () => {
    const { outside, pins, interrupts } = board();
    pins.makeInput(7);
    pins.watch(7, edgeBit.rising | edgeBit.falling);
    for (let press = 0; press < 200; press++) {
      outside.drivePin(7, 1);
      outside.drivePin(7, 0);
    }
    pins.takeEdges();
    expect(interrupts).toHaveLength(256);
    outside.drivePin(7, 1);
    pins.takeEdges();
    expect(interrupts).toHaveLength(257);
  });
});

describe('the converter', () => {
  it.each([
    [0, 0],
    [0.5, 0x8008],
    [1, 65_535],
  ])('reads a share of %d as %d', (share, reading) => {
    const { outside, bank } = board();
    outside.setAnalog(2, share);
    expect(readConverter(bank, 2)).toBe(reading);
  });

  it('reads a level that is driven on its pin', () => {
    const { outside, bank, pins } = board();
    outside.setAnalog(0, 0.5);
    outside.drivePin(26, 1);
    expect(readConverter(bank, 0)).toBe(65_535);
    pins.makeOutput(26, 0);
    expect(readConverter(bank, 0)).toBe(0);
  });

  it('gives the temperature by the formula of the datasheet, to half a degree', () => {
    const { outside, bank } = board();
    for (const celsius of [-40, 0, 24, 27, 85]) {
      outside.setTemperature(celsius);
      const volts = (readConverter(bank, temperatureChannel) * 3.3) / 65_535;
      expect(Math.abs(27 - (volts - 0.706) / 0.001721 - celsius)).toBeLessThan(0.5);
    }
  });

  it('switches the digital input of its pin off', () => {
    const { outside, pins, pin } = board();
    pins.makeAnalog(26);
    outside.drivePin(26, 1);
    expect(pin(26)).toMatchObject({ function: 'analog', pull: 'none' });
    expect(pins.read(26)).toBe(0);
    pins.makeInput(26);
    expect(pins.read(26)).toBe(1);
  });
});

describe('what is left on', () => {
  it('lists high outputs, PWM above 0 and the LED of a Pico', () => {
    const { outside, pins, pwm } = board();
    pins.makeOutput(15, 1);
    pins.makeOutput(16, 0);
    pins.makeOutput(25, 1);
    for (const [gpio, share] of [
      [2, 32_768],
      [4, 0],
    ] as const) {
      pwm.take(gpio);
      pwm.setFrequency(gpio, 1000);
      pwm.setDutyU16(gpio, share);
      pwm.start(gpio);
      pins.makeAlternate(gpio, functionSelect.pwm);
    }
    const left = outputsLeftOn(outside.snapshot());
    expect(left.map((output) => output.pin)).toEqual(['LED', 2, 15]);
    expect(left[0]).toEqual({ pin: 'LED', duty: 1, pwm: false });
    expect(left[1]).toMatchObject({ pwm: true });
    expect(left[1]?.duty).toBeCloseTo(0.5, 3);
  });

  it('knows the LED of a Pico W apart from GPIO 25', () => {
    const { outside, pins, bank } = board('pico-w');
    pins.makeOutput(25, 1);
    expect(outside.snapshot().led).toBe(0);
    bank.writeRadioEnable(0, 1);
    bank.writeRadioOutput(0, 1);
    expect(outside.snapshot().led).toBe(1);
    expect(outputsLeftOn(outside.snapshot()).map((output) => output.pin)).toEqual(['LED', 25]);
  });

  it('is nothing after everything was turned off, and inputs are as they were', () => {
    const { outside, pins, pwm, bank, pin } = board('pico-w');
    pins.makeOutput(15, 1);
    pins.makeOpenDrain(14, 0);
    pins.makeInput(7);
    pins.setPulls(7, 1);
    pwm.take(2);
    pwm.setFrequency(2, 50);
    pwm.setDutyU16(2, 65_535);
    pwm.start(2);
    pins.makeAlternate(2, functionSelect.pwm);
    bank.writeRadioOutput(0, 1);
    outside.outputsOff();
    expect(outputsLeftOn(outside.snapshot())).toEqual([]);
    for (const gpio of [2, 14, 15]) expect(pin(gpio)).toMatchObject({ function: 'input', level: 0 });
    expect(pin(7)).toMatchObject({ function: 'input', pull: 'up', level: 1 });
    expect(outside.snapshot().led).toBe(0);
  });
});

it('is as new after it was switched on again, except for what is connected', () => {
  const { outside, pins, pwm, bank, interrupts } = board('pico-w');
  const fresh = outside.snapshot();
  pins.makeOutput(15, 1);
  pins.makeAnalog(26);
  pwm.take(2);
  pwm.setFrequency(2, 50);
  pwm.setDutyU16(2, 65_535);
  pwm.start(2);
  bank.writeRadioOutput(0, 1);
  outside.drivePin(7, 1);
  outside.setAnalog(0, 0.3);
  outside.switchOn();
  pins.takeEdges();
  expect(interrupts).toEqual([]);
  const after = outside.snapshot();
  expect(after.revision).toBeGreaterThan(fresh.revision);
  outside.drivePin(7, null);
  outside.setAnalog(0, 0);
  expect({ ...outside.snapshot(), revision: 0 }).toEqual({ ...fresh, revision: 0 });
  expect(after.pins[7]).toMatchObject({ driven: 1, level: 1 });
});
