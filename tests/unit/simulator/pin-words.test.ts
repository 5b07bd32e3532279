import { describe, expect, test } from 'vitest';
import type { PinState } from '../../../electron/api.ts';
import { headerPins } from '../../../renderer/simulator/header.ts';
import {
  chipWord,
  pinPurpose,
  pinStateWords,
  pinTitle,
  spokenPin,
} from '../../../renderer/simulator/pin-words.ts';

const idle: PinState = {
  gpio: 15,
  function: 'unused',
  level: 0,
  pull: 'none',
  driven: null,
  duty: 0,
  frequency: 0,
};
const pinNamed = (name: string) => headerPins.find((pin) => pin.name === name)!;

test('both numbers of a pin always appear together', () => {
  expect(pinTitle(pinNamed('GP15'))).toBe('GP15 · pin 20 · Pin(15)');
  expect(pinTitle(pinNamed('VBUS'))).toBe('VBUS · pin 40');
});

test('every pin without a GPIO says what it is for', () => {
  for (const pin of headerPins.filter(({ kind }) => kind !== 'gpio')) {
    expect(pinPurpose(pin), pin.name).toMatch(/^\S.*\.$/);
  }
});

test('a screen reader hears name, number and state', () => {
  const state = pinStateWords({ ...idle, function: 'output', level: 1 }, 0);
  expect(spokenPin(pinNamed('GP15'), state)).toBe('GP15, pin 20, output, high');
});

test('no pin is called as a button of the toolbar is', () => {
  for (const pin of headerPins.filter(({ kind }) => kind !== 'gpio')) {
    expect(spokenPin(pin, pinPurpose(pin)), pin.name).toBe(`Pin ${pin.pin}, ${pin.name}: ${pinPurpose(pin)}`);
  }
});

describe('state in words, long and short', () => {
  test.each<[string, Partial<PinState>, string, string]>([
    ['unused', {}, 'not used', ''],
    ['output', { function: 'output', level: 1 }, 'output, high', 'high'],
    ['input', { function: 'input' }, 'input, low', 'low'],
    ['button', { function: 'input', pull: 'up', level: 1 }, 'input, high, pull-up', 'high'],
    [
      'pressed button',
      { function: 'input', pull: 'up', driven: 0 },
      'input, low, pull-up, held low by you',
      'low',
    ],
    ['held before use', { driven: 1, level: 1 }, 'not used, held high by you', 'high'],
    ['open drain', { function: 'open-drain' }, 'open drain, low', 'low'],
    ['PWM', { function: 'pwm', duty: 0.5, frequency: 1000 }, 'PWM 50 % at 1 kHz', '50 %'],
    ['servo', { function: 'pwm', duty: 0.075, frequency: 50 }, 'PWM 8 % at 50 Hz', '8 %'],
    ['analog', { function: 'analog' }, 'analog input, 1.65 V', '1.65 V'],
  ])('%s', (_, change, long, short) => {
    expect(pinStateWords({ ...idle, ...change }, 0.5)).toBe(long);
    expect(chipWord({ ...idle, ...change }, 0.5)).toBe(short);
  });
});
