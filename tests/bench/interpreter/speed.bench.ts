import { SimulatedBoard } from '../../support/simulated-board.ts';

const turns = 4_000_000;
const lines = 100_000;

/** How fast a plain loop turns, and how fast short lines arrive. */
export default async function measureSpeed() {
  const board = await SimulatedBoard.start();
  const { output } = await board.run(
    `import time
def loop():
    i = 0
    while i < ${turns}: i += 1
loop()
start = time.ticks_us()
loop()
print(time.ticks_diff(time.ticks_us(), start))`,
    60_000,
  );
  const begin = performance.now();
  await board.run(`for i in range(${lines}): print(i)`, 60_000);
  const printing = performance.now() - begin;
  await board.end();
  return [
    { name: 'interpreter: one turn of a while loop', value: (Number(output) / turns) * 1000, unit: 'ns' },
    { name: 'interpreter: short lines printed', value: lines / (printing / 1000), unit: 'lines/s' },
  ];
}
