/** Which window watches which board. */

import type { Clock } from '../../runtime/clock.ts';
import type { RequestValues } from '../api.ts';
import type { Session } from '../channel/session.ts';
import type { Board } from './board.ts';
import { HardwareStream } from './hardware-stream.ts';
import type { OutputViewing } from './output-hub.ts';

interface View {
  readonly viewing: OutputViewing;
  readonly unwatch: () => void;
}

/** Streams of output and pins, from boards to the windows that attached to them. */
export class BoardViews {
  readonly #clock: Clock;
  readonly #views = new Map<Session, Map<Board, View>>();
  readonly #hardware = new WeakMap<Board, HardwareStream>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Begins the streams of a board to a window; what was printed before comes with the answer. */
  attach(board: Board, session: Session): RequestValues['board.attach'] {
    this.detach(board, session);
    const boardId = board.id;
    const viewing = board.output.attach((pieces) => session.tell('board.output', { boardId, pieces }));
    const unwatch = this.#streamOf(board).watch((snapshot) =>
      session.tell('board.hardware', { boardId, snapshot }),
    );
    this.#viewsOf(session).set(board, { viewing, unwatch });
    return { recent: viewing.recent, hardware: board.hardware?.snapshot() ?? null };
  }

  /** The window has shown this many characters. */
  acknowledge(board: Board, session: Session, characters: number): void {
    this.#views.get(session)?.get(board)?.viewing.acknowledge(characters);
  }

  /** Ends the streams of a board to a window. */
  detach(board: Board, session: Session): void {
    const views = this.#views.get(session);
    const view = views?.get(board);
    if (!view) return;
    end(view);
    views?.delete(board);
  }

  #viewsOf(session: Session): Map<Board, View> {
    let views = this.#views.get(session);
    if (!views) {
      views = new Map();
      this.#views.set(session, views);
      session.onEnd(() => {
        for (const view of this.#views.get(session)?.values() ?? []) end(view);
        this.#views.delete(session);
      });
    }
    return views;
  }

  #streamOf(board: Board): HardwareStream {
    let stream = this.#hardware.get(board);
    if (!stream) {
      stream = new HardwareStream(this.#clock, () => board.hardware);
      this.#hardware.set(board, stream);
    }
    return stream;
  }
}

function end(view: View): void {
  view.viewing.end();
  view.unwatch();
}
