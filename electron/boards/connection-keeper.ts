/** Keeps the connection to a board that somebody wants, and knows why there is none. */

import type { Clock } from '../../runtime/clock.ts';
import { LinkError, type CloseReason, type Link } from '../../runtime/link.ts';
import type { BoardState } from '../api.ts';
import { describeProblem, ProblemError } from '../problem.ts';
import { BoardConnection } from './board-connection.ts';
import { awayState, linkErrorProblem, linkProblem } from './board-problems.ts';
import type { FoundBoard } from './board-source.ts';
import { Rescue } from './rescue.ts';
import { BoardEmulation } from './emulator/board-emulation.ts';

/** A board that left while a program ran may have been restarted by it; it is expected for so long, in milliseconds. */
const returnLength = 10_000;
/** It is looked for this often where nobody tells that it is back, in milliseconds. */
const returnPause = 500;

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
  #link: Link | undefined;
  #makingLink: Promise<Link> | undefined;
  #connection: BoardConnection | undefined;
  #connecting: Promise<void> | undefined;
  #opening: BoardConnection | undefined;
  /** Somebody wants to be connected: whenever it can be done, it is. */
  #wanted = false;
  #rescue: Rescue | undefined;
  #emulation: BoardEmulation | undefined;
  #away: BoardState;
  #isListed = true;
  /** Until this moment on the clock it is expected back. */
  #returnBefore: number | null = null;
  #endTrying = (): void => {};
  /** The connection broke off during a conversation of Nibble's own. */
  #leftUnfinished = false;

  constructor(found: FoundBoard, clock: Clock, events: KeeperEvents) {
    this.#found = found;
    this.#clock = clock;
    this.#events = events;
    this.#away = idleState(found);
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
    return this.#link;
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
    return this.#returnBefore !== null;
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
    return this.#emulation;
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
    this.#endReturning();
    this.#opening?.giveUp();
    await this.#connecting?.catch(() => undefined);
    const connection = this.#connection;
    if (connection) this.#lost(connection, idleState(this.#found));
    await connection?.close();
  }

  /** Disconnects, and takes the power of one that is emulated here. */
  async end(): Promise<void> {
    await this.disconnect();
    await this.#emulation?.end();
    this.#emulation = undefined;
    this.#forgetLink();
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
      this.#forgetLink();
      if (found.waits) this.#endReturning();
      if (!this.isReturning) this.#away = idleState(found);
      if (this.#rescue) this.#rescue.look();
      else if (this.#wanted) void this.connect().catch(() => undefined); // the state tells
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
    else if (!this.isReturning) this.#away = this.#goneState();
    // Without the cable there is no power: what Nibble was saying is gone, and what starts then is somebody's own.
    this.#leftUnfinished = false;
    void connection?.close();
    if (this.#rescue) void this.#link?.close();
    this.#forgetLink();
    this.#events.changed();
  }

  /** Waits for the board to be plugged in and catches it before its program starts, see `Rescue`. */
  async rescue(): Promise<void> {
    if (this.#rescue) return;
    this.#wanted = true;
    this.#endReturning();
    const connection = this.#connection;
    this.#rescue = new Rescue({
      clock: this.#clock,
      link: async () => {
        await this.#connecting?.catch(() => undefined);
        await connection?.close();
        return this.needLink();
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
    this.#away = this.#isListed ? idleState(this.#found) : this.#goneState();
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
    this.#makingLink ??= this.#makeLink().catch((error: unknown) => {
      this.#makingLink = undefined;
      throw error;
    });
    return this.#makingLink;
  }

  async #open(): Promise<void> {
    try {
      const link = await this.needLink();
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
      if (link !== this.#link) {
        void connection.close();
        throw new LinkError('unplugged', 'It was pulled out meanwhile');
      }
      this.#connection = connection;
      this.#isListed = true;
      this.#leftUnfinished = false;
      this.#endReturning();
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
    const waiting = this.isReturning ? this.#away : null;
    const failure = this.#failureOf(error);
    if (waiting) this.#away = waiting;
    return failure;
  }

  #failureOf(error: unknown): ProblemError {
    if (this.#found.waits) {
      this.#away = idleState(this.#found);
      if (error instanceof ProblemError) return error;
    }
    if (error instanceof ProblemError) {
      this.#away = awayState(error.problem.code === 'emulator-in-use' ? 'busy' : 'error', error.problem);
      return error;
    }
    const emulated = this.#emulation?.state;
    if (emulated?.problem && emulated.name !== 'gone') return new ProblemError(emulated.problem);
    // Its firmware runs, and in all the time that was given to it nothing came of it on USB.
    if (this.#emulation && error instanceof LinkError && error.reason === 'error')
      return this.#failureOf(new ProblemError('board-without-usb', { board: this.#found.label }));
    const cause = error instanceof LinkError ? error : new LinkError('error', String(error));
    const failure = linkErrorProblem(cause, this.#found.label);
    this.#away = awayState(cause.reason, failure.problem);
    return failure;
  }

  async #makeLink(): Promise<Link> {
    const link = (this.#link = await this.#found.createLink());
    const { emulation } = link.capabilities;
    if (emulation) {
      this.#emulation = new BoardEmulation({
        link,
        clock: this.#clock,
        emulation,
        drives: this.#found.drives,
        flashFile: this.#found.flashFile,
        board: this.#found.label,
        changed: () => this.#events.changed(),
        started: () => {
          if (this.#wanted) void this.connect().catch(() => undefined); // the state tells
        },
      });
    }
    return link;
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
      this.#lost(connection, this.#goneState());
      void this.rescue();
    } else if (mayReturn && this.#wanted) {
      this.#returnBefore = this.#clock.now() + returnLength;
      this.#lost(connection, { name: 'waiting', problem: describeProblem('board-restarting', { board }) });
      this.#tryToReturn();
    } else this.#lost(connection, awayState(reason, linkProblem(reason, board, '').problem));
  }

  /** Opens it as soon as it is back: it may be before anybody has listed that it was away. */
  #tryToReturn(): void {
    this.connect().catch(() => {
      if (this.#returnBefore === null) return;
      if (this.#clock.now() < this.#returnBefore && !this.#emulation?.state) {
        this.#endTrying = this.#clock.after(returnPause, () => this.#tryToReturn());
        return;
      }
      this.#endReturning();
      const { label } = this.#found;
      this.#away = awayState('unplugged', describeProblem('board-not-back', { board: label }));
      this.#events.lost();
    });
  }

  #endReturning(): void {
    this.#returnBefore = null;
    this.#endTrying();
  }

  #goneState(): BoardState {
    return awayState('unplugged', linkProblem('unplugged', this.#found.label, '').problem);
  }

  #forgetLink(): void {
    this.#link = undefined;
    this.#makingLink = undefined;
  }

  #lost(connection: BoardConnection, away: BoardState): void {
    this.#away = away;
    if (connection === this.#connection) this.#connection = undefined;
    this.#events.lost();
  }
}

/** The state of a board that is there and that nobody has connected to. */
function idleState({ waits, label }: FoundBoard): BoardState {
  if (!waits) return { name: 'disconnected' };
  return { name: 'bootsel', problem: describeProblem(waits, { board: label }) };
}
