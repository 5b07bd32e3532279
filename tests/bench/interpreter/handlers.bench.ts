import { SimulatedBoard } from '../../support/simulated-board.ts';

/** How many handlers a second run inside a loop that never calls out, and what they cost the loop. */
export default async function measureHandlers() {
  const board = await SimulatedBoard.start();
  const { output, error } = await board.run(
    `import time
from machine import Timer
count = 0
def tick(timer):
    global count
    count += 1
def loop():
    start = time.ticks_us()
    i = 0
    while i < 2000000: i += 1
    return time.ticks_diff(time.ticks_us(), start)
loop()
alone = loop()
for frequency in (100, 1000):
    count = 0
    timer = Timer(freq=frequency, callback=tick)
    time_taken = loop()
    timer.deinit()
    print(count / (time_taken / 1e6), 100 * (time_taken - alone) / alone)`,
    60_000,
  );
  await board.end();
  if (error) throw new Error(error);
  const [[slow = NaN, slowCost = NaN] = [], [fast = NaN, fastCost = NaN] = []] = output
    .trim()
    .split('\r\n')
    .map((line) => line.split(' ').map(Number));
  return [
    { name: 'timer of 100 Hz in a tight loop', value: slow, unit: 'calls/s' },
    { name: 'timer of 100 Hz in a tight loop, slower by', value: slowCost, unit: '%' },
    { name: 'timer of 1000 Hz in a tight loop', value: fast, unit: 'calls/s' },
    { name: 'timer of 1000 Hz in a tight loop, slower by', value: fastCost, unit: '%' },
  ];
}
