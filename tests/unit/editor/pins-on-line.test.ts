import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pinsOnLine } from '../../../renderer/editor/pins-on-line.ts';

describe('pins on a line', () => {
  test.each([
    ['led = Pin(15, Pin.OUT)', [15]],
    ['led = machine.Pin( 0 )', [0]],
    ['led = Pin("LED", Pin.OUT)', ['LED']],
    ["led = Pin('GP16')", [16]],
    ['motor = PWM(Pin(15))', [15]],
    ['motor = PWM(Pin(15), freq=50)', [15]],
    ['pot = ADC(26)', [26]],
    ['pot = ADC(0)', [26]],
    ['pot = ADC(Pin(27))', [27]],
    ['a, b = Pin(2), Pin(3)', [2, 3]],
    ['a, b = Pin(2), Pin(2)', [2]],
  ])('%s', (line, pins) => {
    expect(pinsOnLine(line)).toEqual(pins);
  });

  test.each([
    'x = 15',
    'Pin.OUT',
    'Pin(x)',
    'Pin(30)',
    'Pin(15',
    'Spin(15)',
    '# Pin(15)',
    'x = 1  # Pin(15)',
    'temperature = ADC(4)',
  ])('none in %s', (line) => {
    expect(pinsOnLine(line)).toEqual([]);
  });

  test('a # inside a string begins no comment', () => {
    expect(pinsOnLine('print("#", Pin(5))')).toEqual([5]);
    expect(pinsOnLine("print('\\'#', Pin(5))")).toEqual([5]);
  });

  test('any line is read without fail, and only pins that a Pico has come out', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer(), (text, number) => {
        for (const pin of pinsOnLine(`${text} Pin(${number}) ${text}`)) {
          expect(pin === 'LED' || (pin >= 0 && pin <= 29)).toBe(true);
        }
      }),
    );
  });
});
