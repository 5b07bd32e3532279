import { onTestFinished } from 'vitest';
import { SimulatorCable } from '../support/simulator-cable.ts';
import { createSimulatorLink } from '../support/simulator-link.ts';
import { describeAbsence } from './absence-contract.ts';

describeAbsence('a cable of the simulator', async () => {
  const link = new SimulatorCable(await createSimulatorLink());
  onTestFinished(() => link.end());
  await link.plugIn();
  return { link, unplug: async () => link.unplug(), plugIn: () => link.plugIn() };
});
