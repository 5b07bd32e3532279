/** One fault again: `NIBBLE_FAULT_POINT="upload cut to-board 812 5" npm run test:faults -- one-point`. */

import { describe, test } from 'vitest';
import { noFirmware } from '../support/firmware-files.ts';
import { attempt } from './attempt.ts';
import { FirmwareDesks } from './firmware-desk.ts';
import { pointNamed } from './points.ts';
import { SimulatorDesks } from './simulator-desk.ts';

const name = process.env.NIBBLE_FAULT_POINT;

// Needs NIBBLE_FAULT_POINT: what a failed test says before the colon.
describe.skipIf(name === undefined)(`the fault "${name}"`, () => {
  test('on the simulator', { timeout: 60_000 }, async () => {
    const { operation, mishap } = pointNamed(name!);
    await attempt(new SimulatorDesks(), operation, mishap);
  });

  // Needs NIBBLE_FIRMWARE_DIR: the folder of the firmware files.
  test.skipIf(noFirmware)('on an emulated Pico', { timeout: 60_000 }, async () => {
    const { operation, mishap } = pointNamed(name!);
    await attempt(new FirmwareDesks(), operation, mishap);
  });
});
