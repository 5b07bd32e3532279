import { createSimulatorLink } from '../support/simulator-link.ts';
import { describeBoard } from './board-contract.ts';

describeBoard('the simulator', createSimulatorLink);
