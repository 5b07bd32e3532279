import type { Settings } from '../../electron/api.ts';
import type { LiveBoard } from '../boards/live-board.svelte.ts';
import { Plot } from './plot.svelte.ts';

/** The plot of every board that this window worked with: each reads along with its board's output. */
export class Plots {
  readonly #plots = new WeakMap<LiveBoard, Plot>();

  constructor(readonly settings: () => Settings['plotter']) {}

  /** A board's plot, begun when it is asked for first. */
  of(board: LiveBoard): Plot {
    const known = this.#plots.get(board);
    if (known) return known;
    const plot = new Plot({ settings: this.settings, clock: () => performance.now() / 1000 });
    board.output.listen(plot.feed);
    this.#plots.set(board, plot);
    return plot;
  }
}
