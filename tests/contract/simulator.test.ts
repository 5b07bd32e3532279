import { createSimulatorLink } from '../support/simulator-link.ts';
import { describeBoard } from './board-contract.ts';
import { describeFiles } from './files-contract.ts';

describeBoard('the simulator', createSimulatorLink);
describeFiles('the simulator', createSimulatorLink);
