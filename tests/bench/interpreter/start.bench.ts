import { SimulatedBoard } from '../../support/simulated-board.ts';
import { percentile } from './percentile.ts';

const repetitions = 15;

/** From opening the Link to the prompt, and from Ctrl-D to the prompt. */
export default async function measureStart() {
  const starts: number[] = [];
  const resets: number[] = [];
  for (let repetition = 0; repetition < repetitions; repetition++) {
    const begin = performance.now();
    const board = await SimulatedBoard.start();
    await board.prompt();
    starts.push(performance.now() - begin);
    const reset = performance.now();
    await board.send('\x04');
    await board.until(/soft reboot[^]*>>> $/);
    resets.push(performance.now() - reset);
    await board.end();
  }
  return [
    { name: 'simulated board: start to prompt, median', value: percentile(starts, 0.5), unit: 'ms' },
    { name: 'simulated board: soft reset to prompt, median', value: percentile(resets, 0.5), unit: 'ms' },
  ];
}
