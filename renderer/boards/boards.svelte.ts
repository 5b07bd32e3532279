import type { BoardSummary } from '../../electron/api.ts';
import type { Session } from '../channel/session.svelte.ts';
import { LiveBoard } from './live-board.svelte.ts';

/** The boards the host knows, and the one this window works with. */
export class Boards {
  /** Every board, as the host lists them. */
  list = $state.raw<readonly BoardSummary[]>([]);
  /** The chosen board; `null` only until the session has started. */
  chosen = $state.raw<LiveBoard | null>(null);

  #known = new Map<string, LiveBoard>();
  /** Somebody chose a board: it stays. */
  #isSettled = false;

  constructor(readonly session: Session) {
    session.channel.on('boards.changed', ({ boards }) => {
      this.#takeOver(boards);
      void this.#reconnect();
    });
    session.channel.on('board.output', ({ boardId, pieces }) =>
      this.#known.get(boardId)?.receiveOutput(pieces),
    );
    session.channel.on('board.hardware', ({ boardId, snapshot }) =>
      this.#known.get(boardId)?.receiveHardware(snapshot),
    );
    session.onStart(({ boards }) => {
      this.#takeOver(boards);
      return this.chosen ? this.chosen.attach() : (this.#reconnect() ?? this.#chooseFirst());
    });
  }

  /** The board of an id, also one that was here once. */
  get(boardId: string): LiveBoard | undefined {
    return this.#known.get(boardId);
  }

  /** Works with another board from now on, as somebody wishes. An unknown id changes nothing. */
  async choose(boardId: string): Promise<void> {
    if (!this.#known.has(boardId)) return;
    this.#isSettled = true;
    if (this.session.settings?.lastBoard !== boardId)
      void this.session.updateSettings({ lastBoard: boardId });
    await this.#workWith(boardId);
  }

  async #workWith(boardId: string): Promise<void> {
    const next = this.#known.get(boardId);
    if (!next || next === this.chosen) return;
    void this.chosen?.detach();
    this.chosen = next;
    const attached = next.attach();
    // What was in the way may not be any more.
    if (['disconnected', 'busy', 'denied'].includes(next.state.name)) void next.connect();
    await attached;
  }

  async #chooseFirst(): Promise<void> {
    const first = this.list.find((board) => board.simulated !== undefined) ?? this.list[0];
    if (first) await this.#workWith(first.id);
  }

  /** Ports are looked for while the window opens: the last board may be found a moment after its start. */
  #reconnect(): Promise<void> | null {
    const settings = this.session.settings;
    if (!settings?.reconnect || this.#isSettled || this.chosen?.wasUsedHere) return null;
    const last = this.list.find(({ id, kind }) => id === settings.lastBoard && kind === 'serial');
    if (!last || last.state.name === 'gone') return null;
    this.#isSettled = true;
    return this.#workWith(last.id);
  }

  #takeOver(boards: readonly BoardSummary[]): void {
    this.list = boards;
    const listed = new Map(boards.map((board) => [board.id, board]));
    for (const board of boards) {
      const known = this.#known.get(board.id);
      if (known) known.summary = board;
      else this.#known.set(board.id, new LiveBoard(this.session.channel, board));
    }
    for (const [id, board] of this.#known) {
      if (!listed.has(id)) board.summary = { ...board.summary, state: { name: 'gone' } };
    }
    this.#followSwitch(listed);
  }

  /** A simulated board became its other self: whoever worked with the one works with the other now. */
  #followSwitch(listed: ReadonlyMap<string, BoardSummary>): void {
    const before = this.chosen?.summary;
    if (before?.simulated === undefined || listed.has(before.id)) return;
    const other = this.list.find((board) => board.simulated === before.simulated);
    if (other) void this.#workWith(other.id);
  }
}
