/** A Board for tests, with what it printed. */

import { onTestFinished } from 'vitest';
import { Board } from '../../electron/boards/board.ts';
import type { BoardOptions } from '../../electron/boards/board-options.ts';
import type { FoundBoard } from '../../electron/boards/board-source.ts';
import type { OutputPiece } from '../../electron/api.ts';
import { systemClock } from '../../runtime/clock.ts';
import type { Link } from '../../runtime/link.ts';
import { Conditions } from './conditions.ts';

/** A Board over a Link, disconnected when the running test has ended. */
export class TestBoard {
  readonly board: Board;
  readonly pieces: OutputPiece[] = [];
  readonly #conditions = new Conditions();
  /** Set to false to be a window that shows nothing: without credit. */
  acknowledges = true;

  constructor(link: Link, options: Partial<BoardOptions> = {}, found: Partial<FoundBoard> = {}) {
    this.board = new Board(
      {
        id: 'test',
        kind: link.info.kind,
        address: 'test',
        label: link.info.label,
        createLink: async () => link,
        ...found,
      },
      {
        clock: systemClock,
        outputsOffOnStop: () => false,
        setsClock: () => false,
        hasChores: false,
        events: { changed: () => this.#conditions.look(), filesChanged: () => this.#conditions.look() },
        ...options,
      },
    );
    const viewing = this.board.output.attach((pieces) => {
      this.pieces.push(...pieces);
      if (this.acknowledges) viewing.acknowledge(pieces.reduce((sum, { text }) => sum + text.length, 0));
      this.#conditions.look();
    });
    onTestFinished(() => this.board.disconnect());
  }

  get state(): string {
    return this.board.summary.state.name;
  }

  /** What the board printed so far, tracebacks included. */
  get printed(): string {
    return this.textOf('program', 'error');
  }

  /** The text of some streams so far. */
  textOf(...streams: OutputPiece['stream'][]): string {
    return this.pieces
      .filter((piece) => streams.includes(piece.stream))
      .map((piece) => piece.text)
      .join('');
  }

  /** Waits until a condition holds; looked at after everything the board does. */
  until(condition: () => boolean): Promise<void> {
    return this.#conditions.until(condition);
  }

  /** Types at the prompt and waits for the next one; the value is what came between. */
  async ask(line: string): Promise<string> {
    await this.until(() => this.printed.endsWith('>>> '));
    this.board.type(`${line}\r`);
    const echo = `>>> ${line}\r\n`;
    const answer = (): string => this.printed.split(echo)[1] ?? '';
    await this.until(() => answer().endsWith('>>> '));
    return answer().slice(0, -'>>> '.length).trim();
  }
}
