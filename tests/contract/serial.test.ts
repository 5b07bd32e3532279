import { SerialLink } from '../../electron/boards/serial-link.ts';
import { putBehindTerminal } from '../support/pseudo-terminal.ts';
import { createSimulatorLink } from '../support/simulator-link.ts';
import { describeBoard } from './board-contract.ts';

describeBoard('a serial port', async () => {
  const path = await putBehindTerminal(await createSimulatorLink());
  return new SerialLink(path, { kind: 'serial', label: `Pico on ${path}` });
});
