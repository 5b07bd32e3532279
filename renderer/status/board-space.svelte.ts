import type { BoardSpace, Channel } from '../../electron/api.ts';

/** Free space on the board that is being watched. */
export class BoardSpaceWatch {
  /** `null` while it is not known. */
  now = $state.raw<BoardSpace | null>(null);

  #boardId: string | null = null;

  constructor(readonly channel: Channel) {
    channel.on('board.files.changed', ({ boardId }) => {
      if (boardId === this.#boardId) void this.#ask();
    });
  }

  /** Watches this board from now on; `null` for none. */
  watch(boardId: string | null): void {
    this.#boardId = boardId;
    this.now = null;
    if (boardId) void this.#ask();
  }

  async #ask(): Promise<void> {
    const boardId = this.#boardId!;
    const answer = await this.channel.request('board.files.space', { boardId });
    if (boardId !== this.#boardId) return;
    if (answer.ok) this.now = answer.value;
    // A board that runs a program cannot be asked: what it said last is still the best that is known.
    else if (answer.problem.code !== 'board-running') this.now = null;
  }
}
