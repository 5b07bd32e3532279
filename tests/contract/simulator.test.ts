import { expect, test } from 'vitest';
import { createSimulatorLink } from '../support/simulator-link.ts';
import { describeBoard } from './board-contract.ts';
import { describeFiles } from './files-contract.ts';
import { TestBoard } from '../support/test-board.ts';

describeBoard('the simulator', createSimulatorLink);
describeFiles('the simulator', createSimulatorLink);

test.each([
  ['main.py', 'while True:\n    try:\n        while True: pass\n    except BaseException: pass\n'],
  ['boot.py', 'import machine\nmachine.reset()\n'],
])('Force stop gets past a %s that never stops', async (name, source) => {
  const link = await createSimulatorLink();
  await link.capabilities.files!.write(`/${name}`, new TextEncoder().encode(source));
  const subject = new TestBoard(link);
  await subject.board.connect();
  await Promise.all([subject.board.stop(), subject.board.stop()]);
  expect(subject.state).toBe('ready');
  expect(await subject.ask('1 + 1')).toBe('2');
});
