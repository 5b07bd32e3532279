import { expect, test } from 'vitest';
import { leftOnSentence } from '../../../renderer/boards/left-on-words.ts';

test('outputs that stayed on are named, with their duty', () => {
  expect(leftOnSentence([])).toBe('');
  expect(leftOnSentence([{ pin: 'LED', duty: 1, pwm: false }])).toBe('The LED is on');
  expect(
    leftOnSentence([
      { pin: 15, duty: 0.5, pwm: true },
      { pin: 2, duty: 1, pwm: false },
      { pin: 'LED', duty: 0.1, pwm: true },
    ]),
  ).toBe('GP15 is on, PWM 50 % · GP2 is on · The LED is on, PWM 10 %');
});
