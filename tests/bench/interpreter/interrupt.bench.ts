import { SimulatedBoard } from '../../support/simulated-board.ts';
import { percentile } from './percentile.ts';

const repetitions = 300;
const programs = {
  'an empty loop': 'while True: pass',
  'a sleep': 'import time\ntime.sleep(1e6)',
  'a flood of prints': 'while True: print("x" * 40)',
};

/** From Ctrl-C to the end of the program. */
export default async function measureInterrupts() {
  const board = await SimulatedBoard.start();
  const rows = [];
  for (const [name, source] of Object.entries(programs)) {
    const times: number[] = [];
    for (let repetition = 0; repetition < repetitions; repetition++) {
      await board.begin(`print('go')\n${source}`);
      await board.until(/go\r\n/);
      const begin = performance.now();
      await board.interrupt();
      await board.finish();
      times.push(performance.now() - begin);
    }
    rows.push(
      { name: `Ctrl-C in ${name}, median`, value: percentile(times, 0.5), unit: 'ms' },
      { name: `Ctrl-C in ${name}, 99 of 100`, value: percentile(times, 0.99), unit: 'ms' },
    );
  }
  await board.end();
  return rows;
}
