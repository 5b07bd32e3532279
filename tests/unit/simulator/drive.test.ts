import { expect, test } from 'vitest';
import type { PinState } from '../../../electron/api.ts';
import { canBeDriven, nextDrive, type Drive } from '../../../renderer/simulator/drive.ts';

const input: PinState = {
  gpio: 3,
  function: 'input',
  level: 0,
  pull: 'none',
  driven: null,
  duty: 0,
  frequency: 0,
};

function clicks(pull: PinState['pull'], count: number): Drive[] {
  const drives: Drive[] = [null];
  while (drives.length <= count) drives.push(nextDrive({ ...input, pull, driven: drives.at(-1)! }));
  return drives;
}

test('with a pull resistor a pin is a button', () => {
  expect(clicks('up', 2)).toEqual([null, 0, null]);
  expect(clicks('down', 2)).toEqual([null, 1, null]);
});

test('without one, clicks go round', () => {
  expect(clicks('none', 3)).toEqual([null, 1, 0, null]);
});

test('an output is the program’s alone, but a level held from before can be let go', () => {
  expect(canBeDriven({ ...input, function: 'output' })).toBe(false);
  expect(canBeDriven({ ...input, function: 'output', driven: 1 })).toBe(true);
  expect(canBeDriven(input)).toBe(true);
});
