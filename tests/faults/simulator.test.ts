/** Every kind of fault at every byte of every operation, on the simulator. */

import { afterAll, expect, test } from 'vitest';
import { undisturbed, tryAll } from './campaign.ts';
import { operations } from './operations.ts';
import { chosenPart, everyPoint } from './points.ts';
import { SimulatorDesks } from './simulator-desk.ts';

/** Boards that are tried at a time: most of them wait for something. */
const boards = 4;
const desks = Array.from({ length: boards }, () => new SimulatorDesks());
const hours = 3_600_000;

afterAll(async () => {
  await Promise.all(desks.map((maker) => maker.end()));
});

test.each(operations)('$name', { timeout: 6 * hours }, async (operation) => {
  const { passed } = await undisturbed(desks[0]!, operation);
  const points = everyPoint(passed, chosenPart());
  expect(points).not.toEqual([]);
  const { faults } = await tryAll(desks, operation, points, (line) => console.error(`simulator ${line}`));
  expect(faults).toEqual([]);
});
