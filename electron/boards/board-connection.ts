/** An open connection to a board: its Link, the session that owns it, and the gate for its data. */

import type { Clock } from '../../runtime/clock.ts';
import { LinkError, type CloseReason, type Link } from '../../runtime/link.ts';
import { findFirmware } from '../../runtime/repl/firmware-banner.ts';
import { leaveRaw } from '../../runtime/repl/control-codes.ts';
import { comeBack } from '../../runtime/repl/prompts.ts';
import { concatenate } from '../../runtime/repl/conversation.ts';
import { ProblemError } from '../problem.ts';
import { FlowGate } from './flow-gate.ts';
import { PromptFinder, withoutBarePrompt } from './prompt-finder.ts';
import { ReplSession } from './repl-session.ts';

/** Connecting never takes longer, in milliseconds. */
const connectLength = 3000;
/** A board that this computer has to make first takes longer where the computer is busy, in milliseconds. */
const startLength = 20_000;
/** One that is emulated here has to start its firmware first, and takes its time on a busy computer; likewise. */
const emulatedLength = 10_000;
/** A board that is switched on by connecting and has not come to its prompt runs its `main.py`. */
const bootLength = 2000;
/** Whoever starts now is interrupted this often, in milliseconds. */
const interruptPause = 25;
/** A board that takes nothing is left without a word after so long, in milliseconds. */
const farewellLength = 200;
/** The banner is short; in characters. */
const longestBanner = 1000;

/** What a connection tells its board. */
export interface ConnectionEvents {
  /** Bytes printed at the friendly prompt, or under a line typed there. */
  friendlyOutput(bytes: Uint8Array): void;
  /** What the connection is doing may have changed. */
  changed(): void;
  /** The board restarted by itself. */
  restarted(): void;
  /** The connection ended; no more events follow. */
  closed(reason: CloseReason): void;
}

/** One connection, from a Link that was opened to its end. */
export class BoardConnection {
  readonly link: Link;
  readonly gate: FlowGate;
  readonly session: ReplSession;
  readonly #clock: Clock;
  readonly #events: ConnectionEvents;
  readonly #finder: PromptFinder;
  /** What a board said while it was found out where it stands. */
  #held: Uint8Array[] | null = null;
  #hasEnded = false;
  /** Why, where it was not ended from this side. */
  #endReason: CloseReason = 'closed';
  #end!: () => void;
  readonly #ended = new Promise<void>((resolve) => (this.#end = resolve));
  #banner = '';
  /** A character may arrive in pieces. */
  readonly #bannerText = new TextDecoder();
  #firmware: string | undefined;
  #waiting: (() => void) | undefined;

  /** Prepares a connection over a Link that is not open yet. */
  constructor(link: Link, clock: Clock, events: ConnectionEvents) {
    this.link = link;
    this.gate = new FlowGate(link);
    this.#clock = clock;
    this.#events = events;
    this.session = new ReplSession(link, clock, {
      friendlyOutput: (bytes) => {
        this.#print(bytes);
        this.#finder.heard(bytes);
      },
      changed: () => {
        if (this.session.atPrompt) this.#waiting?.();
        events.changed();
      },
      restarted: () => events.restarted(),
      closed: (reason) => {
        this.#waiting?.();
        this.#finder.end();
        this.#hasEnded = true;
        this.#endReason = reason;
        this.#end();
        events.closed(reason);
      },
    });
    this.#finder = new PromptFinder(this.session, clock, (bytes) => this.#printProof(bytes));
  }

  /** "MicroPython 1.27.0", once the board has said so. */
  get firmware(): string | undefined {
    return this.#firmware;
  }

  /** It ended during a conversation of Nibble's own, which the board may still wait for the rest of. */
  get endedUnfinished(): boolean {
    return this.session.wasLost;
  }

  /** What runs there was not started over this connection. */
  get isForeign(): boolean {
    return !this.session.prompt.isTrusted;
  }

  /** The board said nothing yet: it may run a quiet program, or not answer. */
  get heardNothing(): boolean {
    return this.isForeign && this.#finder.heardNothing;
  }

  /**
   * Opens the Link and finds out whether the board is at its prompt; if it is not, a program is running and
   * goes on. With `isOurs`, what the board may be doing is known to be left from a conversation that was cut off, and
   * is ended. Throws `LinkError` and `ProblemError`.
   */
  async open({ isOurs = false } = {}): Promise<void> {
    await this.openLink();
    if (this.link.capabilities.startsOnOpen) return this.#untilPrompt(bootLength);
    this.#held = [];
    let endWaiting = (): void => {};
    const longEnough = new Promise<void>((resolve) => {
      endWaiting = this.#clock.after(connectLength, resolve);
    });
    await Promise.race([this.#finder.greet(isOurs), longEnough]);
    endWaiting();
    if (this.#hasEnded) throw new LinkError(this.#endReason, 'It ended while it was opened');
    this.#release();
  }

  /** Opens the Link and says nothing. Throws `LinkError` and `ProblemError`. */
  async openLink(): Promise<void> {
    const late = this.#lateness();
    try {
      await Promise.race([this.link.open(), late.passed]);
    } catch (error) {
      this.session.end();
      void this.link.close().catch(() => undefined);
      throw error;
    } finally {
      late.cancel();
    }
  }

  /** Presses Ctrl-C until the board is at its prompt (true), or for so many milliseconds in vain; `null` where it ended. */
  async interruptUntilPrompt(length: number): Promise<boolean | null> {
    const { session } = this;
    session.prompt.distrust();
    const until = this.#clock.now() + length;
    while (!this.#hasEnded && !session.prompt.isTrusted && this.#clock.now() < until) {
      if (!session.conversing) this.interruptNow();
      await new Promise<void>((resolve) => this.#clock.after(interruptPause, resolve));
    }
    return this.#hasEnded ? null : session.prompt.isTrusted;
  }

  /** Resolves when the connection has ended, from whichever side. */
  get ended(): Promise<void> {
    return this.#ended;
  }

  /** Presses Ctrl-C whatever is going on; the prompt that comes is looked for. */
  interruptNow(): void {
    this.#finder.expect();
    this.session.interruptNow();
  }

  /** Presses Ctrl-C once; the prompt that comes is looked for. */
  interrupt(): void {
    this.#finder.expect();
    this.session.interrupt();
  }

  /** Switches the board off and on, see `LinkCapabilities.powerCycle`; with `bare` to its bare prompt. */
  async powerCycle(bare: boolean): Promise<void> {
    this.session.restart();
    await this.link.capabilities.powerCycle?.({ bare });
    if (!this.link.capabilities.startsOnOpen) this.session.write(Uint8Array.of(leaveRaw));
  }

  /** Does not look any longer where the board stands: nobody wants to know. */
  giveUp(): void {
    this.#finder.end();
  }

  /** Ends the connection from this side. What Nibble itself was saying to the board is broken off, not left half said. */
  async close(): Promise<void> {
    this.#hasEnded = true;
    this.#end();
    this.session.end();
    if (this.session.wasLost) {
      const said = this.link.write(Uint8Array.of(...comeBack)).catch(() => undefined);
      await Promise.race([said, new Promise<void>((resolve) => this.#clock.after(farewellLength, resolve))]);
    }
    await this.link.close();
  }

  #lateness(): { passed: Promise<never>; cancel: () => void } {
    let cancel = () => {};
    const passed = new Promise<never>((_resolve, reject) => {
      if (this.link.capabilities.startsOnOpen) {
        const tooSlow = () => reject(new ProblemError('board-slow-start', { board: this.link.info.label }));
        cancel = this.#clock.after(startLength, tooSlow);
      } else {
        const length = this.link.capabilities.emulation ? emulatedLength : connectLength;
        cancel = this.#clock.after(length, () => reject(new LinkError('error', 'timeout')));
      }
    });
    return { passed, cancel };
  }

  /** Waits until the prompt is there or the time is over. */
  #untilPrompt(length: number): Promise<void> {
    if (this.session.atPrompt) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        this.#waiting = undefined;
        cancel();
        resolve();
      };
      const cancel = this.#clock.after(length, done);
      this.#waiting = done;
    });
  }

  #print(bytes: Uint8Array): void {
    this.#readBanner(bytes);
    if (this.#held) this.#held.push(bytes);
    else this.#events.friendlyOutput(bytes);
  }

  /** The banner of a prompt that was proved: it takes the place of the prompt above it. */
  #printProof(bytes: Uint8Array): void {
    if (this.#held) this.#held = [withoutBarePrompt(concatenate(this.#held))];
    this.#print(bytes);
  }

  #release(): void {
    const held = concatenate(this.#held ?? []);
    this.#held = null;
    const isLed = this.session.atPrompt && held[0] === 13 && held[1] === 10;
    if (held.length > 0) this.#events.friendlyOutput(isLed ? held.subarray(2) : held);
  }

  #readBanner(bytes: Uint8Array): void {
    if (this.#firmware !== undefined) return;
    this.#banner = (this.#banner + this.#bannerText.decode(bytes, { stream: true })).slice(-longestBanner);
    const found = findFirmware(this.#banner);
    if (!found) return;
    this.#firmware = `${found.name} ${found.version}`;
    this.#events.changed();
  }
}
