import { expect, test } from 'vitest';
import { SimulatedBoard } from '../../support/simulated-board.ts';

test('of many thousand sleeps none is cut short', async () => {
  const board = await SimulatedBoard.start();
  await board.prompt();
  const { output, error } = await board.run(
    `import time
short = 0
for i in range(15000):
    start = time.ticks_us()
    time.sleep_us(50)
    if time.ticks_diff(time.ticks_us(), start) < 49: short += 1
print(short)`,
    60_000,
  );
  await board.end();
  expect(error).toBe('');
  expect(output).toBe('0\r\n');
}, 60_000);
