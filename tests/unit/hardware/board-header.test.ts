import { expect, it } from 'vitest';
import header from '../../../resources/boards/header.json';
import picoW from '../../../resources/boards/pico-w.json';
import pico from '../../../resources/boards/pico.json';

const ground = [3, 8, 13, 18, 23, 28, 33, 38];
const gpioPins = header.pins.filter((pin) => pin.gpio !== undefined);

it('has pins 1 to 40 in order', () => {
  expect(header.pins.map((pin) => pin.pin)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
});

it('has every GPIO that a Pico brings out, once, named after its number', () => {
  const outside = [...Array.from({ length: 23 }, (_, gpio) => gpio), 26, 27, 28];
  expect(gpioPins.map((pin) => pin.gpio).sort((a, b) => Number(a) - Number(b))).toEqual(outside);
  for (const pin of gpioPins) expect(pin).toMatchObject({ name: `GP${pin.gpio}`, kind: 'gpio' });
});

// Raspberry Pi Pico datasheet, figure 2
it.each([
  ['GP0', 1],
  ['GP15', 20],
  ['GP16', 21],
  ['GP22', 29],
  ['RUN', 30],
  ['GP26', 31],
  ['GP28', 34],
  ['ADC_VREF', 35],
  ['3V3', 36],
  ['3V3_EN', 37],
  ['VSYS', 39],
  ['VBUS', 40],
])('has %s at pin %i', (name, position) => {
  expect(header.pins[position - 1]?.name).toBe(name);
});

it('has ground at every fifth pin', () => {
  expect(header.pins.filter((pin) => pin.kind === 'ground').map((pin) => pin.pin)).toEqual(ground);
});

it('has ADC 0 to 2 on GP26 to GP28', () => {
  expect(header.pins.filter((pin) => pin.adc !== undefined).map((pin) => [pin.gpio, pin.adc])).toEqual([
    [26, 0],
    [27, 1],
    [28, 2],
  ]);
});

it('puts the LED of a Pico on GPIO 25, that of a Pico W on no GPIO', () => {
  expect(pico.led).toMatchObject({ gpio: 25 });
  expect(picoW.led.gpio).toBeNull();
});
