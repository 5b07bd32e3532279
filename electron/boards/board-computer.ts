/** This computer, as the folders of simulated boards need it. */

import fs from 'node:fs';
import type { BoardComputer } from '../../runtime/interpreter/files/board-folder.ts';

export const boardComputer: BoardComputer = {
  files: fs,
  process: process.pid,
  isRunning(number) {
    try {
      // Signal 0 only asks.
      process.kill(number, 0);
      return true;
    } catch (error) {
      // It runs, but belongs to somebody else.
      return error instanceof Error && 'code' in error && error.code === 'EPERM';
    }
  },
};
