import { expect, test } from 'vitest';
import { Speed } from '../../../electron/explorer/speed.ts';
import { ManualClock } from '../../support/manual-clock.ts';

test('speed is that of late, and nothing while no time has passed', async () => {
  const clock = new ManualClock();
  const speed = new Speed(clock);
  expect(speed.at(0)).toBe(0);
  await clock.pass(1000);
  expect(speed.at(5000)).toBe(5000);
  for (let second = 2; second <= 10; second++) {
    await clock.pass(1000);
    speed.at(5000 + (second - 1) * 100);
  }
  // The quick beginning is forgotten.
  expect(speed.at(5900)).toBe(100);
});
