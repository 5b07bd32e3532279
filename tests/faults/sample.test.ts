/** Forty faults out of those that `npm run test:faults` tries at every byte. */

import { afterAll, describe, expect, test } from 'vitest';
import { noFirmware } from '../support/firmware-files.ts';
import { undisturbed, tryAll } from './campaign.ts';
import type { DeskMaker } from './desk.ts';
import { FirmwareDesks } from './firmware-desk.ts';
import { operations } from './operations.ts';
import { drawnPoints, drawnPowerCuts } from './points.ts';
import { SimulatorDesks } from './simulator-desk.ts';

/** Forty in all. A simulated Pico costs least. */
const onSimulator = 4;
const onFirmware = 2;
const powerCuts = 4;
/** The same every time, so that a change is judged by what it changed. */
const seed = Number(process.env.NIBBLE_FAULT_SEED ?? 1);

const repeat = `NIBBLE_FAULT_SEED=${seed} draws the same again`;

function describeSample(kind: string, desks: DeskMaker, perOperation: number): void {
  describe(kind, () => {
    afterAll(() => desks.end());

    test.each(operations)('$name', { timeout: 120_000 }, async (operation) => {
      const { passed } = await undisturbed(desks, operation);
      // Each operation draws faults of its own.
      const points = drawnPoints(passed, perOperation, seed + operations.indexOf(operation));
      const { faults } = await tryAll([desks], operation, points);
      expect(faults, repeat).toEqual([]);
    });
  });
}

describe(`faults on the way (seed ${seed}) cost no file and no board`, () => {
  describeSample('on the simulator', new SimulatorDesks(), onSimulator);
  // Needs NIBBLE_FIRMWARE_DIR: the folder of the firmware files.
  describe.skipIf(noFirmware)('with real firmware', () => {
    const desks = new FirmwareDesks();
    describeSample('on an emulated Pico', desks, onFirmware);

    test('nor do power cuts in an upload', { timeout: 120_000 }, async () => {
      const [upload] = operations;
      const { took } = await undisturbed(desks, upload!);
      const { faults } = await tryAll([desks], upload!, drawnPowerCuts(took, powerCuts, seed));
      expect(faults, repeat).toEqual([]);
    });
  });
});
