import { Asks } from '../asks/asks.svelte.ts';

/** One of two texts that are shown side by side. */
export interface Side {
  /** What this text is, in a few words: "Your text", "The file on this computer". */
  readonly title: string;
  readonly text: string;
}

/** Two texts to choose from. What is only on the left was removed, what is only on the right was added. */
export interface Sides {
  readonly left: Side;
  readonly right: Side;
}

/** Questions that are answered by looking at two texts side by side. */
export class Compare extends Asks<Sides> {}
