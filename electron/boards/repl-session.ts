/** The one owner of a Link: conversations, typing and Ctrl-C share it here without getting mixed up. */

import type { CloseReason, Link } from '../../runtime/link.ts';
import { interrupt } from '../../runtime/repl/control-codes.ts';
import { Conversation, type Routine } from '../../runtime/repl/conversation.ts';
import type { Incoming } from '../../runtime/repl/incoming.ts';
import { PromptWatcher } from '../../runtime/repl/prompt-watcher.ts';

/** Typed text is handed over in pieces this large, in bytes, so that Ctrl-C never waits behind much. */
const typingPiece = 256;

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

/** The connection ended, or the conversation was given up, before there was a result. */
export class ConversationLost extends Error {}

interface OpenConversation {
  readonly conversation: Conversation<unknown>;
  readonly resolve: (result: never) => void;
  readonly reject: (error: ConversationLost) => void;
  /** Its program is somebody's own. */
  readonly takesTyping: boolean;
  interruptDue: boolean;
}

interface TypedPiece {
  readonly bytes: Uint8Array;
  /** Called once the board has taken the piece, or it was thrown away. */
  readonly gone: () => void;
}

/** Conversations, typing and Ctrl-C over one Link. */
export class ReplSession {
  readonly #link: Link;
  readonly #events: ReplSessionEvents;
  readonly #prompt = new PromptWatcher();
  readonly #decoder = new TextDecoder('latin1');
  #open: OpenConversation | undefined;
  #typed: TypedPiece[] = [];
  #typing = false;
  /** Something was typed at this prompt; the board may not have echoed it yet. */
  #typedSincePrompt = false;
  readonly #unsubscribe: readonly (() => void)[];

  constructor(link: Link, events: ReplSessionEvents) {
    this.#link = link;
    this.#events = events;
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
    return !this.#open && this.#prompt.atPrompt;
  }

  /** Nothing was typed at the prompt yet. */
  get atEmptyPrompt(): boolean {
    return !this.#open && this.#prompt.atEmptyPrompt && !this.#typedSincePrompt;
  }

  get conversing(): boolean {
    return this.#open !== undefined;
  }

  /** The program of a conversation is running. */
  get executing(): boolean {
    return this.#open?.conversation.phase === 'executing';
  }

  /** Lets go of the Link; a conversation going on is lost. */
  end(): void {
    this.#lose();
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
  }

  /** Begins anew after the board restarted; a conversation going on is lost. */
  restart(): void {
    this.#lose();
    this.#typedSincePrompt = false;
    this.#prompt.restart();
  }

  /**
   * Holds a conversation; it begins and ends at the friendly prompt. `output` gets what it passes on. What is typed
   * is for its program only where `takesTyping`; else it waits for the prompt. Throws `ConversationLost`. One at a time: the caller takes turns.
   */
  converse<Result>(
    start: (incoming: Incoming) => Routine<Result>,
    output: (bytes: Uint8Array) => void,
    takesTyping: boolean,
  ): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      const conversation = new Conversation(start, { send: (bytes) => this.#write(bytes), output });
      this.#open = { conversation, resolve, reject, takesTyping, interruptDue: false };
      conversation.begin();
      this.#afterFeeding();
    });
  }

  /**
   * Types: to a running program, or at the prompt. During a conversation's other phases, and while one of our own programs runs, it waits. Resolves
   * once the board has taken it all, or Ctrl-C or the end of the connection threw it away.
   */
  type(bytes: Uint8Array): Promise<void> {
    return new Promise((resolve) => {
      for (let from = 0; from < bytes.length || from === 0; from += typingPiece) {
        const last = from + typingPiece >= bytes.length;
        const piece = bytes.subarray(from, from + typingPiece);
        this.#typed.push({ bytes: piece, gone: last ? resolve : () => undefined });
      }
      void this.#pumpTyping();
    });
  }

  /**
   * Presses Ctrl-C once. It overtakes what was typed and not taken; in a conversation it waits until the
   * program runs, as the hand-over would swallow it.
   */
  interrupt(): void {
    this.#forgetTyped();
    if (this.#open && this.#open.conversation.phase === 'preparing') this.#open.interruptDue = true;
    else this.#write(Uint8Array.of(interrupt));
  }

  /** Presses Ctrl-C whatever is going on. */
  interruptNow(): void {
    this.#forgetTyped();
    this.#write(Uint8Array.of(interrupt));
  }

  /** Asks a board that may have been running for long to show its prompt. A program gets it as input. */
  askForPrompt(): void {
    this.#write(Uint8Array.of(0x02));
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

  #afterFeeding(): void {
    const open = this.#open;
    if (!open) return;
    const { conversation } = open;
    if (conversation.phase === 'executing') {
      if (open.interruptDue) {
        open.interruptDue = false;
        this.interrupt();
      }
      void this.#pumpTyping();
    }
    if (!conversation.end) return;
    this.#open = undefined;
    this.#prompt.restart('>>> ');
    this.#typedSincePrompt = false;
    open.resolve(conversation.end.result as never);
    const rest = conversation.takeRest();
    if (rest.length > 0) this.#friendly(rest);
    void this.#pumpTyping();
  }

  #friendly(bytes: Uint8Array): void {
    // The prompt is in the last line; a long output need not be looked at as a whole.
    const from = Math.max(0, bytes.lastIndexOf(10));
    if (bytes.includes(10)) this.#typedSincePrompt = false;
    this.#prompt.watch(this.#decoder.decode(bytes.subarray(from)));
    this.#events.friendlyOutput(bytes);
  }

  #lose(): void {
    const open = this.#open;
    this.#open = undefined;
    this.#forgetTyped();
    open?.reject(new ConversationLost('The connection to the board broke off'));
  }

  async #pumpTyping(): Promise<void> {
    if (this.#typing) return;
    this.#typing = true;
    while (this.#typed.length > 0 && (!this.#open || (this.#open.takesTyping && this.executing))) {
      const { bytes, gone } = this.#typed.shift()!;
      if (bytes.length > 0 && !this.#open) this.#typedSincePrompt = true;
      if (bytes.length > 0) await this.#link.write(bytes).catch(() => this.#forgetTyped());
      gone();
    }
    this.#typing = false;
  }

  #forgetTyped(): void {
    for (const { gone } of this.#typed.splice(0)) gone();
  }

  /** What cannot be written any more is told by the Link's closing. */
  #write(bytes: Uint8Array): void {
    this.#link.write(bytes).catch(() => undefined);
  }
}
