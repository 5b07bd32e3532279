/** Keeps the connection to a board that somebody wants, and knows why there is none. */

import type { Clock } from '../../runtime/clock.ts';
import { LinkError, type CloseReason, type Link } from '../../runtime/link.ts';
import type { BoardState } from '../api.ts';
import { describeProblem, type ProblemError } from '../problem.ts';
import { BoardConnection } from './board-connection.ts';
import { BoardLink } from './board-link.ts';
import { awayState, linkProblem } from './board-problems.ts';
import type { FoundBoard } from './board-source.ts';
import type { BoardEmulation } from './emulator/board-emulation.ts';
import { ExpectedReturn } from './expected-return.ts';
import { goneState, idleState, notOpened } from './not-opened.ts';
import { Rescue } from './rescue.ts';

/** What a keeper tells its board, and asks it. */
export interface KeeperEvents {
  /** Whether a program runs that may restart the board, or let it sleep. */
  isBusy(): boolean;
  /** Whether it did not even answer a Stop: then it is caught when it is plugged in again. */
  isSilent(): boolean;
  /** A Link is about to be opened. */
  opening(link: Link): void;
  /** There is a connection now, and it is known whether the board is at its prompt. */
  opened(connection: BoardConnection): Promise<void>;
  /** A rescue ended, and there is a connection. */
  rescued(result: 'caught' | 'missed'): Promise<void>;
  /** There is none any more; `away` says why. */
  lost(): void;
  /** Bytes printed at the friendly prompt, or under a line typed there. */
  friendlyOutput(bytes: Uint8Array): void;
  /** What the connection is doing may have changed. */
  active(): void;
  /** The board restarted by itself. */
  restarted(): void;
  /** Anything else that is known here may be different. */
  changed(): void;
}

/** One board's Link and the connection over it. */
export class ConnectionKeeper {
  readonly #clock: Clock;
  readonly #events: KeeperEvents;
  #found: FoundBoard;
  readonly #link: BoardLink;
  readonly #return: ExpectedReturn;
  #connection: BoardConnection | undefined;
  #connecting: Promise<void> | undefined;
  #opening: BoardConnection | undefined;
  /** Somebody wants to be connected: whenever it can be done, it is. */
  #wanted = false;
  #rescue: Rescue | undefined;
  #away: BoardState;
  #isListed = true;
  /** The connection broke off during a conversation of Nibble's own. */
  #leftUnfinished = false;

  constructor(found: FoundBoard, clock: Clock, events: KeeperEvents) {
    this.#found = found;
    this.#clock = clock;
    this.#events = events;
    this.#away = idleState(found);
    this.#link = new BoardLink({
      clock,
      found: () => this.#found,
      changed: () => events.changed(),
      started: () => this.#connectIfWanted(),
    });
    this.#return = new ExpectedReturn({
      clock,
      connect: () => this.connect(),
      isInVain: () => Boolean(this.emulation?.state),
      missed: () => {
        const { label } = this.#found;
        this.#away = awayState('unplugged', describeProblem('board-not-back', { board: label }));
        events.lost();
      },
    });
  }

  /** What a source says about the board. */
  get found(): FoundBoard {
    return this.#found;
  }

  /** Its source lists it: it is plugged in, where it can be. */
  get isListed(): boolean {
    return this.#isListed;
  }

  /** The Link to it, open or not, once there was one. */
  get link(): Link | undefined {
    return this.#link.current;
  }

  /** The connection, while there is one. */
  get connection(): BoardConnection | undefined {
    return this.#connection;
  }

  get isConnecting(): boolean {
    return this.#connecting !== undefined;
  }

  /** It is expected back: nobody need be told that it is being connected. */
  get isReturning(): boolean {
    return this.#return.isExpected;
  }

  /** Somebody waits for it to be plugged in. */
  get isRescued(): boolean {
    return this.#rescue !== undefined;
  }

  /** The state while there is no connection. */
  get away(): BoardState {
    return this.#away;
  }

  /** The board's cable and buttons, where it is emulated and there was a Link. */
  get emulation(): BoardEmulation | undefined {
    return this.#link.emulation;
  }

  /** Connects, or does nothing if connected. Throws `ProblemError`. */
  connect(): Promise<void> {
    this.#wanted = true;
    if (this.#connection) return Promise.resolve();
    this.#connecting ??= this.#open().finally(() => {
      this.#connecting = undefined;
      this.#events.changed();
    });
    this.#events.changed();
    return this.#connecting;
  }

  /** Disconnects; what runs on a board of its own goes on there. */
  async disconnect(): Promise<void> {
    this.#wanted = false;
    await this.#endRescue();
    this.#return.end();
    this.#opening?.giveUp();
    await this.#connecting?.catch(() => undefined);
    const connection = this.#connection;
    if (connection) this.#lost(connection, idleState(this.#found));
    await connection?.close();
  }

  /** Disconnects, and takes the power of one that is emulated here. */
  async end(): Promise<void> {
    await this.disconnect();
    await this.#link.end();
    this.#away = idleState(this.#found);
  }

  /** Takes over what a source now says about this board. One that was to be connected connects again. */
  async replace(found: FoundBoard): Promise<void> {
    const wanted = this.#wanted;
    await this.end();
    this.#found = found;
    if (wanted) await this.connect();
    else this.#events.changed();
  }

  /**
   * Its source lists the board, still or again, perhaps at another port. One that is back and was to be connected
   * connects.
   */
  listed(found: FoundBoard): void {
    if (found.port !== this.#found.port && this.#isListed) this.unlisted();
    // One that is being tried goes on being tried when something else at the computer changes.
    const isMissed = ['gone', 'waiting'].includes(this.#away.name) && !this.isConnecting;
    const isBack = !this.#isListed || isMissed;
    this.#isListed = true;
    this.#found = found;
    if (isBack && !this.#connection) {
      this.#link.forget();
      if (found.waits) this.#return.end();
      if (!this.isReturning) this.#away = idleState(found);
      if (this.#rescue) this.#rescue.look();
      else this.#connectIfWanted();
    }
    this.#events.changed();
  }

  /** Where a Pico waits for firmware and this one was a moment ago, they are the same. */
  isInBootselAs({ place, waits }: FoundBoard): boolean {
    if (!waits || place === undefined || place !== this.#found.place) return false;
    if (this.#found.waits) return this.#isListed;
    return this.#connection !== undefined || this.#away.name === 'waiting';
  }

  /** Its source does not list it any more: it was unplugged, or the computer slept. Whoever wants it goes on to. */
  unlisted(): void {
    this.#isListed = false;
    const connection = this.#connection;
    if (connection) this.#closed(connection, 'unplugged');
    else if (!this.isReturning) this.#away = goneState(this.#found);
    // Without the cable there is no power: what Nibble was saying is gone, and what starts then is somebody's own.
    this.#leftUnfinished = false;
    void connection?.close();
    if (this.#rescue) void this.link?.close();
    this.#link.forget();
    this.#events.changed();
  }

  /** Waits for the board to be plugged in and catches it before its program starts, see `Rescue`. */
  async rescue(): Promise<void> {
    if (this.#rescue) return;
    this.#wanted = true;
    this.#return.end();
    const connection = this.#connection;
    this.#rescue = new Rescue({
      clock: this.#clock,
      link: async () => {
        await this.#connecting?.catch(() => undefined);
        await connection?.close();
        return this.#link.need();
      },
      connectionOver: (link) => this.#connectionOver(link),
      done: (caught, result) => this.#rescued(caught, result),
    });
    if (connection) this.#lost(connection, idleState(this.#found));
    this.#events.changed();
  }

  /** Does not wait any longer. */
  async endRescue(): Promise<void> {
    if (!this.#rescue) return;
    await this.#endRescue();
    this.#away = this.#isListed ? idleState(this.#found) : goneState(this.#found);
    this.#events.changed();
  }

  async #endRescue(): Promise<void> {
    const rescue = this.#rescue;
    this.#rescue = undefined;
    await rescue?.end();
  }

  #rescued(connection: BoardConnection, result: 'caught' | 'missed'): void {
    this.#rescue = undefined;
    this.#connection = connection;
    this.#isListed = true;
    connection.gate.reopened();
    void this.#events.rescued(result);
  }

  /** The Link, open or not. Throws `ProblemError` where there cannot be one. */
  needLink(): Promise<Link> {
    return this.#link.need();
  }

  #connectIfWanted(): void {
    if (this.#wanted) void this.connect().catch(() => undefined); // the state tells
  }

  async #open(): Promise<void> {
    try {
      const link = await this.#link.need();
      const connection = this.#connectionOver(link);
      this.#events.opening(link);
      this.#opening = connection;
      await connection.open({ isOurs: this.#leftUnfinished }).catch((error: unknown) => {
        this.#leftUnfinished ||= this.#isListed && connection.endedUnfinished;
        throw error;
      });
      if (!this.#wanted) {
        void connection.close();
        throw new LinkError('closed', 'It was disconnected meanwhile');
      }
      if (link !== this.link) {
        void connection.close();
        throw new LinkError('unplugged', 'It was pulled out meanwhile');
      }
      this.#connection = connection;
      this.#isListed = true;
      this.#leftUnfinished = false;
      this.#return.end();
      connection.gate.reopened();
    } catch (error) {
      throw this.#notOpened(error);
    } finally {
      this.#opening = undefined;
    }
    await this.#events.opened(this.#connection);
  }

  /** The problem behind a connection that could not be opened; the state follows from it. */
  #notOpened(error: unknown): ProblemError {
    const { failure, away } = notOpened(error, this.#found, this.emulation);
    if (away && !this.isReturning) this.#away = away;
    return failure;
  }

  #connectionOver(link: Link): BoardConnection {
    const connection: BoardConnection = new BoardConnection(link, this.#clock, {
      friendlyOutput: (bytes) => this.#events.friendlyOutput(bytes),
      changed: () => this.#events.active(),
      restarted: () => this.#events.restarted(),
      closed: (reason) => this.#closed(connection, reason),
    });
    return connection;
  }

  #closed(connection: BoardConnection, reason: CloseReason): void {
    if (connection !== this.#connection) return;
    const board = this.#found.label;
    this.#leftUnfinished = connection.endedUnfinished;
    const mayReturn = reason === 'reset' || (reason === 'unplugged' && this.#events.isBusy());
    if (this.#wanted && reason === 'unplugged' && this.#events.isSilent()) {
      this.#lost(connection, goneState(this.#found));
      void this.rescue();
    } else if (mayReturn && this.#wanted) {
      this.#lost(connection, { name: 'waiting', problem: describeProblem('board-restarting', { board }) });
      this.#return.begin();
    } else this.#lost(connection, awayState(reason, linkProblem(reason, board, '').problem));
  }

  #lost(connection: BoardConnection, away: BoardState): void {
    this.#away = away;
    if (connection === this.#connection) this.#connection = undefined;
    this.#events.lost();
  }
}
