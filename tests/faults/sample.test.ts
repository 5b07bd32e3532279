/** Forty faults, drawn anew every time: what `npm run test:faults` tries at every byte. */

import { afterAll, describe, expect, test } from 'vitest';
import { noFirmware } from '../support/firmware-files.ts';
import { trafficOf, tryAll } from './campaign.ts';
import type { DeskMaker } from './desk.ts';
import { FirmwareDesks } from './firmware-desk.ts';
import { operations } from './operations.ts';
import { drawnPoints } from './points.ts';
import { SimulatorDesks } from './simulator-desk.ts';

const perOperation = 4;
const seed = Number(process.env.NIBBLE_FAULT_SEED ?? Date.now() % 1_000_000);

function describeSample(kind: string, desks: DeskMaker): void {
  describe(kind, () => {
    afterAll(() => desks.end());

    test.each(operations)('$name', { timeout: 60_000 }, async (operation) => {
      const points = drawnPoints(
        await trafficOf(desks, operation),
        perOperation,
        seed + operations.indexOf(operation),
      );
      const { faults } = await tryAll([desks], operation, points);
      expect(faults, `NIBBLE_FAULT_SEED=${seed} draws the same faults again`).toEqual([]);
    });
  });
}

describe(`faults on the way (seed ${seed}) cost no file and no board`, () => {
  describeSample('on the simulator', new SimulatorDesks());
  // Needs NIBBLE_FIRMWARE_DIR: the folder of the firmware files.
  describe.skipIf(noFirmware)('with real firmware', () => {
    describeSample('on an emulated Pico', new FirmwareDesks());
  });
});
