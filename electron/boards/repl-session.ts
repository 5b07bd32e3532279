/** The one owner of a Link: conversations, typing and Ctrl-C share it here without getting mixed up. */

import type { Clock } from '../../runtime/clock.ts';
import type { CloseReason, Link } from '../../runtime/link.ts';
import { interrupt } from '../../runtime/repl/control-codes.ts';
import { Conversation, type Routine } from '../../runtime/repl/conversation.ts';
import type { Incoming } from '../../runtime/repl/incoming.ts';
import type { ProgramCourse } from '../../runtime/repl/program-end.ts';
import { comeBack, returnToPrompt } from '../../runtime/repl/prompts.ts';
import { FriendlyPrompt } from './friendly-prompt.ts';
import { Typing } from './typing.ts';

/** A board without flow control of its own has this long for what it was sent, in milliseconds. */
const settleLength = 10;

/** What a session tells its board. */
export interface ReplSessionEvents {
  /** Bytes the board printed at its friendly prompt or under a line typed there. */
  friendlyOutput(bytes: Uint8Array): void;
  /** Something arrived or a conversation changed: `atPrompt` and `phase` may be different now. */
  changed(): void;
  /** The board restarted by itself; a conversation going on was lost. */
  restarted(): void;
  /** The Link closed, from whichever side. */
  closed(reason: CloseReason): void;
}

/**
 * Why a conversation has no result:
 * - `closed`: the connection ended.
 * - `restarted`: the board did.
 * - `silent`: it did not get on, and was given up.
 */
export type ConversationLoss = 'closed' | 'restarted' | 'silent';

/** A conversation ended before there was a result. */
export class ConversationLost extends Error {
  constructor(readonly loss: ConversationLoss) {
    super(`The conversation with the board was lost: ${loss}`);
    this.name = 'ConversationLost';
  }
}

/** How a conversation is held. */
export interface ConversationOptions {
  /** Gets what the conversation passes on. */
  readonly output: (bytes: Uint8Array) => void;
  /** Its program is somebody's own: what is typed is for that one. Else it waits for the prompt. */
  readonly takesTyping: boolean;
}

interface OpenConversation {
  readonly conversation: Conversation<unknown>;
  readonly resolve: (result: never) => void;
  readonly reject: (error: Error) => void;
  readonly takesTyping: boolean;
  interruptDue: boolean;
  hasInput: boolean;
  endMayBeLost: boolean;
}

/** Conversations, typing and Ctrl-C over one Link. */
export class ReplSession {
  readonly #link: Link;
  readonly #clock: Clock;
  readonly #events: ReplSessionEvents;
  readonly #typing: Typing;
  #open: OpenConversation | undefined;
  #wasLost = false;
  #hasEnded = false;
  #lastWrite: Promise<void> = Promise.resolve();
  readonly #unsubscribe: readonly (() => void)[];
  /** What is known of the board's friendly prompt. */
  readonly prompt = new FriendlyPrompt();

  constructor(link: Link, clock: Clock, events: ReplSessionEvents) {
    this.#link = link;
    this.#clock = clock;
    this.#events = events;
    this.#typing = new Typing({
      isWanted: () => !this.#open || (this.#open.takesTyping && this.executing),
      send: (bytes) => {
        if (this.#open) this.#open.hasInput = true;
        else this.prompt.typed(bytes);
        return link.write(bytes);
      },
    });
    this.#unsubscribe = [
      link.onData((bytes) => this.#receive(bytes)),
      link.onRestart?.(() => {
        this.restart();
        events.restarted();
      }) ?? (() => undefined),
      link.onClose((reason) => {
        this.end();
        events.closed(reason);
      }),
    ];
  }

  /** The board waits at a friendly prompt for somebody to type. */
  get atPrompt(): boolean {
    return !this.#open && this.prompt.isThere;
  }

  /** Nothing was typed at the prompt yet. */
  get atEmptyPrompt(): boolean {
    return !this.#open && this.prompt.isEmpty;
  }

  get conversing(): boolean {
    return this.#open !== undefined;
  }

  /** The program of a conversation is running. */
  get executing(): boolean {
    return this.#open?.conversation.phase === 'executing';
  }

  /** The program of a conversation is being handed over. */
  get isHandingOver(): boolean {
    return this.#open?.conversation.phase === 'preparing';
  }

  /** Grows while the conversation gets on; see `Conversation.progress`. */
  get progress(): number {
    return this.#open?.conversation.progress ?? 0;
  }

  /** What is known of the program of a conversation. */
  get course(): ProgramCourse {
    const { hasInput = false, endMayBeLost = false } = this.#open ?? {};
    return { hasInput, endMayBeLost };
  }

  /** A conversation of Nibble's own was lost when this ended. */
  get wasLost(): boolean {
    return this.#wasLost;
  }

  /** Lets go of the Link; a conversation going on is lost. */
  end(): void {
    if (this.#open) this.#wasLost = !this.executing || !this.#open.takesTyping;
    this.#hasEnded = true;
    this.#lose('closed');
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
  }

  /** Begins anew after the board restarted; a conversation going on is lost. */
  restart(): void {
    this.#lose('restarted');
    this.prompt.restarted();
  }

  /**
   * Holds a conversation; it begins and ends at the friendly prompt. Throws `ConversationLost`. One at a time: the
   * caller takes turns.
   */
  converse<Result>(
    start: (incoming: Incoming) => Routine<Result>,
    { output, takesTyping }: ConversationOptions,
  ): Promise<Result> {
    if (this.#hasEnded) return Promise.reject(new ConversationLost('closed'));
    return new Promise<Result>((resolve, reject) => {
      const conversation = new Conversation(start, {
        send: (bytes) => this.write(bytes),
        output,
        settle: () => this.#settle(conversation),
      });
      this.#open = {
        conversation,
        resolve,
        reject,
        takesTyping,
        interruptDue: false,
        hasInput: false,
        endMayBeLost: false,
      };
      conversation.begin();
      this.#afterFeeding();
    });
  }

  /** Lets the conversation look at what it knows from elsewhere: somebody may have cancelled it. */
  poke(): void {
    this.#open?.conversation.feed(new Uint8Array(0));
    this.#afterFeeding();
    this.#events.changed();
  }

  /**
   * Has the keys that were pressed at the prompt pressed again once the conversation, which throws them away, has
   * ended. True where there are any.
   */
  keepTypedLine(): boolean {
    const line = this.prompt.typedLine;
    if (line.length > 0) this.#typing.putBack(line);
    return line.length > 0;
  }

  /** Ends the conversation without another word; it fails with `why`, and what it has not used is output. */
  release(why: Error): void {
    const open = this.#open;
    if (!open) return;
    this.#open = undefined;
    const rest = open.conversation.takeRest();
    open.reject(why);
    if (open.interruptDue) this.interrupt();
    if (rest.length > 0) this.#friendly(rest);
    void this.#typing.pump();
  }

  /**
   * Breaks off the conversation, which fails with `why`, and brings the board back to its prompt. Resolves once it is
   * there. Throws `ConversationLost`.
   */
  async abandon(why: Error, output: (bytes: Uint8Array) => void): Promise<void> {
    const open = this.#open;
    this.#open = undefined;
    open?.reject(why);
    await this.converse(returnToPrompt, { output, takesTyping: false });
  }

  /**
   * Types: to a running program, or at the prompt. During a conversation's other phases, and while one of our own
   * programs runs, it waits. Resolves once the board has taken it all, or Ctrl-C or the end of the connection threw
   * it away.
   */
  type(bytes: Uint8Array): Promise<void> {
    return this.#typing.type(bytes);
  }

  /**
   * Presses Ctrl-C once. It overtakes what was typed and not taken; in a conversation it waits until the
   * program runs, as the hand-over would swallow it.
   */
  interrupt(): void {
    this.#typing.forget();
    if (this.#open && this.isHandingOver) this.#open.interruptDue = true;
    else this.write(Uint8Array.of(interrupt));
  }

  /** Presses Ctrl-C whatever is going on. */
  interruptNow(): void {
    this.#typing.forget();
    this.write(Uint8Array.of(interrupt));
  }

  /** Breaks off whatever is going on, by all means that get a board back to its prompt. */
  breakOff(): void {
    this.#typing.forget();
    if (this.#open) this.#open.endMayBeLost = true;
    this.write(Uint8Array.of(...comeBack));
  }

  /** Sends bytes past everything. What cannot be written any more is told by the Link's closing. */
  write(bytes: Uint8Array): void {
    this.#lastWrite = this.#link.write(bytes).catch(() => undefined);
  }

  #receive(bytes: Uint8Array): void {
    if (this.#open) {
      this.#open.conversation.feed(bytes);
      this.#afterFeeding();
    } else {
      this.#friendly(bytes);
    }
    this.#events.changed();
  }

  #settle(conversation: Conversation<unknown>): void {
    void this.#lastWrite.then(() =>
      this.#clock.after(settleLength, () => {
        if (this.#open?.conversation !== conversation) return;
        conversation.settled();
        this.#afterFeeding();
        this.#events.changed();
      }),
    );
  }

  #afterFeeding(): void {
    const open = this.#open;
    if (!open) return;
    const { conversation } = open;
    if (conversation.phase === 'executing') {
      if (open.interruptDue) {
        open.interruptDue = false;
        this.interrupt();
      }
      void this.#typing.pump();
    }
    if (!conversation.end) return;
    this.#open = undefined;
    this.prompt.proved();
    open.resolve(conversation.end.result as never);
    const rest = conversation.takeRest();
    if (rest.length > 0) this.#friendly(rest);
    void this.#typing.pump();
  }

  #friendly(bytes: Uint8Array): void {
    this.prompt.heard(bytes);
    this.#events.friendlyOutput(bytes);
  }

  #lose(loss: ConversationLoss): void {
    const open = this.#open;
    this.#open = undefined;
    this.#typing.forget();
    open?.reject(new ConversationLost(loss));
  }
}
