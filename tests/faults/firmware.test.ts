/** A thousand faults on the way in every operation, and power cuts, on an emulated Pico with real firmware. */

import { describe, expect, test } from 'vitest';
import { noFirmware } from '../support/firmware-files.ts';
import { undisturbed, tryAll } from './campaign.ts';
import { FirmwareDesks } from './firmware-desk.ts';
import { operations } from './operations.ts';
import { chosenPart, drawnPoints, drawnPowerCuts, partOf } from './points.ts';

const perOperation = Number(process.env.NIBBLE_FAULT_POINTS ?? 1000);
const powerCuts = perOperation / 5;
const seed = Number(process.env.NIBBLE_FAULT_SEED ?? 1);
const desks = new FirmwareDesks();
const hours = 3_600_000;
const report = (line: string): void => console.error(`firmware ${line}`);

// Needs NIBBLE_FIRMWARE_DIR: the folder of the firmware files.
describe.skipIf(noFirmware).each(operations)('$name', (operation) => {
  test('with faults on the way', { timeout: 6 * hours }, async () => {
    const { passed } = await undisturbed(desks, operation);
    const points = drawnPoints(passed, perOperation, seed);
    const { faults } = await tryAll([desks], operation, partOf(points, chosenPart()), report);
    expect(faults).toEqual([]);
  });

  test('with power cuts', { timeout: 6 * hours }, async () => {
    const { took } = await undisturbed(desks, operation);
    const points = drawnPowerCuts(took, powerCuts, seed);
    const { faults } = await tryAll([desks], operation, partOf(points, chosenPart()), report);
    expect(faults).toEqual([]);
  });
});
