import { SerialLink } from '../../electron/boards/serial/serial-link.ts';
import { putBehindTerminal } from '../support/pseudo-terminal.ts';
import { createSimulatorLink } from '../support/simulator-link.ts';
import { describeBoard } from './board-contract.ts';
import { describeFiles } from './files-contract.ts';

async function createSerialLink(): Promise<SerialLink> {
  const path = await putBehindTerminal(await createSimulatorLink());
  return new SerialLink(path, { kind: 'serial', label: `Pico on ${path}` });
}

describeBoard('a serial port', createSerialLink);
describeFiles('a serial port', createSerialLink);
