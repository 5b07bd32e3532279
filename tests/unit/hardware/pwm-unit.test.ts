import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { functionSelect } from '../../../runtime/hardware/function-select.ts';
import { PinBank } from '../../../runtime/hardware/pin-bank.ts';
import { ProgramPins } from '../../../runtime/hardware/program-pins.ts';
import { PwmUnit } from '../../../runtime/hardware/pwm-unit.ts';
import { SharedHardware } from '../../../runtime/hardware/shared-hardware.ts';

function board() {
  const outside = new SharedHardware('pico');
  const bank = new PinBank(outside.state);
  const pins = new ProgramPins(
    bank,
    () => {},
    () => 0,
  );
  const pwm = new PwmUnit(bank);
  /** As `PWM(gpio)` does. */
  function open(gpio: number): void {
    pwm.take(gpio);
    pins.makeAlternate(gpio, functionSelect.pwm);
  }
  return { pwm, open, pin: (gpio: number) => outside.snapshot().pins[gpio]! };
}

// The numbers below were read from MicroPython 1.26.1 for the Pico.
describe('numbers of a real Pico', () => {
  it('reads back 0 until there is a frequency and a duty cycle', () => {
    const { pwm, open } = board();
    open(15);
    expect([pwm.frequency(15), pwm.dutyU16(15), pwm.dutyNanoseconds(15)]).toEqual([0, 0, 0]);
    pwm.setFrequency(15, 1000);
    expect([pwm.frequency(15), pwm.dutyU16(15), pwm.dutyNanoseconds(15)]).toEqual([1000, 0, 0]);
  });

  it('rounds as the counters do', () => {
    const { pwm, open } = board();
    open(15);
    pwm.setFrequency(15, 1000);
    pwm.setDutyU16(15, 32_768);
    expect([pwm.dutyU16(15), pwm.dutyNanoseconds(15)]).toEqual([32_768, 499_999]);
    pwm.setDutyNanoseconds(15, 250_000);
    expect([pwm.dutyU16(15), pwm.dutyNanoseconds(15)]).toEqual([16_384, 250_000]);
    pwm.setFrequency(15, 50);
    expect([pwm.frequency(15), pwm.dutyU16(15), pwm.dutyNanoseconds(15)]).toEqual([50, 819, 249_899]);
  });

  it.each([
    [7, 'freq too small'],
    [8, 'ok'],
    [0, 'freq too small'],
    [-1, 'ok'],
    [-1000, 'ok'],
    [1_000_000_000, 'ok'],
    [62_500_000, 'ok'],
    [125_000_000, 'ok'],
  ])('answers to %d hertz: %s', (hertz, answer) => {
    const { pwm, open } = board();
    open(15);
    expect(pwm.setFrequency(15, hertz)).toBe(answer);
  });

  it('survives shares and times beyond what fits', () => {
    const { pwm, open } = board();
    open(15);
    pwm.setFrequency(15, 125_000_000);
    pwm.setDutyU16(15, 70_000);
    expect(pwm.dutyU16(15)).toBe(65_535);
    pwm.setDutyU16(15, -5);
    expect(pwm.dutyU16(15)).toBe(0);
    pwm.setDutyNanoseconds(15, -5);
    expect(pwm.dutyNanoseconds(15)).toBe(8);
    pwm.setDutyNanoseconds(15, 1_000_000_000);
    expect(pwm.dutyNanoseconds(15)).toBe(8);
  });

  it('stays within a thousandth of the frequency and of the share that were asked for', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 8, max: 10_000 }),
        fc.integer({ min: 0, max: 65_535 }),
        (hertz, share) => {
          const { pwm, open, pin } = board();
          open(0);
          expect(pwm.setFrequency(0, hertz)).toBe('ok');
          pwm.setDutyU16(0, share);
          pwm.start(0);
          expect(Math.abs(pin(0).frequency - hertz)).toBeLessThan(hertz / 1000);
          expect(Math.abs(pin(0).duty - share / 65_535)).toBeLessThan(0.001);
        },
      ),
    );
  });
});

describe('slices', () => {
  it('share their frequency: both channels, and GPIO n with n + 16', () => {
    const { pwm, open, pin } = board();
    for (const gpio of [0, 1, 16, 17]) open(gpio);
    pwm.setFrequency(0, 2000);
    pwm.setDutyU16(0, 16_384);
    pwm.setDutyU16(1, 49_152);
    pwm.start(0);
    pwm.setFrequency(1, 100);
    for (const gpio of [0, 1, 16, 17]) expect(pin(gpio).frequency).toBeCloseTo(100, 1);
    for (const gpio of [0, 16]) expect(pin(gpio).duty).toBeCloseTo(0.25, 3);
    for (const gpio of [1, 17]) expect(pin(gpio).duty).toBeCloseTo(0.75, 3);
    open(2);
    expect(pin(2).frequency).toBe(0);
  });

  it('invert a channel from the next start on', () => {
    const { pwm, open, pin } = board();
    open(3);
    pwm.setFrequency(3, 1000);
    pwm.setDutyU16(3, 16_384);
    pwm.invert(3, true);
    pwm.start(3);
    expect(pin(3).duty).toBeCloseTo(0.75, 3);
    pwm.take(3);
    expect(pwm.inverted(3)).toBe(false);
  });

  it('stop together, and a stopped pin holds still', () => {
    const { pwm, open, pin } = board();
    open(4);
    open(5);
    pwm.setFrequency(4, 1000);
    pwm.setDutyU16(4, 32_768);
    pwm.setDutyU16(5, 65_535);
    pwm.start(4);
    pwm.stop(4);
    expect(pin(4)).toMatchObject({ function: 'pwm', duty: 0, frequency: 0, level: 0 });
    expect(pin(5)).toMatchObject({ function: 'pwm', duty: 1, frequency: 0, level: 1 });
    expect(pwm.frequency(4)).toBe(1000);
    pwm.stopAll();
    expect(pwm.frequency(4)).toBe(0);
  });
});
