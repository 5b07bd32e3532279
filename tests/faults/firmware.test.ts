/** A thousand faults in every operation, on an emulated Pico with real firmware. */

import { expect, test } from 'vitest';
import { noFirmware } from '../support/firmware-files.ts';
import { trafficOf, tryAll } from './campaign.ts';
import { FirmwareDesks } from './firmware-desk.ts';
import { operations } from './operations.ts';
import { drawnPoints } from './points.ts';

const perOperation = 1000;
const seed = Number(process.env.NIBBLE_FAULT_SEED ?? 1);
const desks = new FirmwareDesks();
const hours = 3_600_000;

// Needs NIBBLE_FIRMWARE_DIR: the folder of the firmware files.
test.skipIf(noFirmware).each(operations)('$name', { timeout: 6 * hours }, async (operation) => {
  const points = drawnPoints(await trafficOf(desks, operation), perOperation, seed);
  const { faults } = await tryAll([desks], operation, points, (line) => console.error(`firmware ${line}`));
  expect(faults).toEqual([]);
});
