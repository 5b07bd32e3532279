import type { Answer, Problem } from '../../electron/api.ts';
import { t } from '../../resources/messages/messages.ts';
import type { Asks } from '../asks/asks.svelte.ts';
import type { LiveBoard } from './live-board.svelte.ts';

/** What is done with a board that a running program keeps from it: asks once whether to stop it, then does it. */
export class StopFirst {
  readonly #asking = new Map<LiveBoard, Promise<Problem | null>>();

  constructor(readonly asks: Pick<Asks, 'ask'>) {}

  /**
   * Does a job that a person asked for. Where it fails because a program runs on one of these boards, asks
   * whether to stop that, and does the job again. Answers with the problem `cancelled` where the program goes on.
   */
  async around<T>(boards: readonly LiveBoard[], job: () => Promise<Answer<T>>): Promise<Answer<T>> {
    const answer = await job();
    if (answer.ok || answer.problem.code !== 'board-running') return answer;
    for (const board of boards.filter(({ isRunning }) => isRunning)) {
      const problem = await this.stop(board);
      if (problem) return { ok: false, problem };
    }
    return job();
  }

  /** Stops what runs on a board, once the person has said so; answers with why it goes on, or `null`. */
  stop(board: LiveBoard): Promise<Problem | null> {
    const known = this.#asking.get(board);
    if (known) return known; // two jobs that wait for one program are one question
    const asking = this.#askAndStop(board).finally(() => this.#asking.delete(board));
    this.#asking.set(board, asking);
    return asking;
  }

  async #askAndStop(board: LiveBoard): Promise<Problem | null> {
    const choice = await this.asks.ask({
      title: t('boardState:stopFirst.title', { board: board.name }),
      description: t('boardState:stopFirst.description'),
      choices: [
        { id: 'no', label: t('boardState:stopFirst.no'), look: 'outlined' },
        { id: 'stop', label: t('boardState:stopFirst.yes'), look: 'filled' },
      ],
    });
    if (choice !== 'stop') {
      return {
        code: 'cancelled',
        message: t('boardState:stopFirst.goesOn'),
        hint: t('boardState:stopFirst.nothingDone'),
      };
    }
    if (!board.isRunning) return null; // it ended while the question showed
    const answer = await board.stop();
    return answer.ok ? null : answer.problem;
  }
}
