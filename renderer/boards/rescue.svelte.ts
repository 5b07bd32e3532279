import type { Notices } from '../notices/notices.svelte.ts';
import type { LiveBoard } from './live-board.svelte.ts';
import { rescuePhase } from './rescue-phase.ts';

/** Catching a board before the program that it starts by itself, step by step with the person's hands. */
export class Rescue {
  /** The board whose steps show; `null` while none do. */
  board = $state.raw<LiveBoard | null>(null);
  /** It was seen without a cable since the rescue began. */
  #wasAway = $state(false);
  readonly phase = $derived(this.board ? rescuePhase(this.board.summary, this.#wasAway) : 'unplug');

  constructor(readonly notices: Notices) {}

  /** Shows the steps, and has the host wait for the board. */
  async begin(board: LiveBoard): Promise<void> {
    this.board = board;
    this.#wasAway = false;
    if (board.state.name === 'rescuing') return;
    const answer = await board.rescue();
    if (answer.ok) return;
    this.board = null;
    this.notices.problem(answer.problem);
  }

  /** Notices that the cable is out; to be called whenever the board may have changed. */
  look(): void {
    if (this.board && !this.board.isPluggedIn) this.#wasAway = true;
  }

  /** Renames the program that would start again, and is done. */
  async putProgramAside(): Promise<void> {
    const answer = await this.board?.doNotStartByItself();
    this.board = null;
    if (answer && !answer.ok) this.notices.problem(answer.problem);
  }

  /** Puts the steps away; nobody waits for the board any more. */
  close(): void {
    const { board } = this;
    this.board = null;
    if (board?.state.name === 'rescuing') void board.endRescue();
  }
}
