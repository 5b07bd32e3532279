import type { Answer } from '../../electron/api.ts';
import { t } from '../../resources/messages/messages.ts';
import type { Asks } from '../asks/asks.svelte.ts';
import type { Notices } from '../notices/notices.svelte.ts';
import type { Boards } from './boards.svelte.ts';
import { mayStopForeign } from './foreign-program.ts';
import type { LiveBoard } from './live-board.svelte.ts';
import { mayLoseAll } from './lose-all.ts';

/** What is done with the chosen board besides running programs on it. What fails is said in a notice. */
export class BoardActions {
  constructor(
    readonly boards: Boards,
    readonly asks: Asks,
    readonly notices: Notices,
  ) {}

  /** Connects, or tries again. */
  connect(): Promise<void> {
    return this.#do((board) => board.connect());
  }

  /** Lets it go; what runs on it goes on. */
  disconnect(): Promise<void> {
    return this.#do((board) => board.disconnect());
  }

  /** Starts MicroPython anew. */
  async softReset(): Promise<void> {
    const board = this.boards.chosen;
    if (!board) return;
    const stopForeign = board.runsForeign;
    if (await mayStopForeign(this.asks, board, 'restart')) await this.#do(() => board.softReset(stopForeign));
  }

  /** Takes the power away and gives it back. */
  powerCycle(): Promise<void> {
    return this.#do((board) => board.powerCycle());
  }

  /** Makes its file system anew, once the person has said twice that every file may go. */
  async format(): Promise<void> {
    const board = this.boards.chosen;
    if (!board || !(await mayLoseAll(this.asks, board))) return;
    const answer = await board.formatFiles();
    if (!answer.ok) return this.notices.problem(answer.problem);
    this.notices.dismissAbout('board-file-damaged');
    this.notices.show({
      tone: 'success',
      message: t('boardState:format.done', { board: board.name }),
      hint: t('boardState:format.doneHint'),
    });
  }

  async #do(job: (board: LiveBoard) => Promise<Answer<null>>): Promise<void> {
    const board = this.boards.chosen;
    const answer = board && (await job(board));
    if (answer && !answer.ok) this.notices.problem(answer.problem);
  }
}
