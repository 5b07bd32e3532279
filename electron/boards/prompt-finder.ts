/**
 * Finds out whether a board that has been running is at its prompt, and disturbs no program that runs there.
 *
 * Whoever prints by itself runs a program. To a board that says nothing goes one Enter, which a program may read as an
 * empty line; where nothing comes of that, one Ctrl-B, which leaves a raw REPL that another tool left open. What looks
 * like a prompt then is one if Ctrl-A brings the frame of the raw REPL. Ctrl-C is sent by nobody but Stop.
 */

import type { Clock } from '../../runtime/clock.ts';
import { ascii, leaveRaw } from '../../runtime/repl/control-codes.ts';
import { comeBack, provePrompt } from '../../runtime/repl/prompts.ts';
import type { ReplSession } from './repl-session.ts';

/** Who prints within this time runs a program, in milliseconds. */
const listenLength = 300;
/**
 * A board at its prompt answers Enter, and Ctrl-A, within this time, in milliseconds. A Pico takes a few; a busy computer
 * can take most of it to hear the answer, and then a board that is ready was said to run something.
 */
const answerLength = 1200;
/** A board at its raw prompt answers Ctrl-B within this time, in milliseconds. */
const rawAnswerLength = 800;

/** Ends of output by which a REPL of another kind tells where it stands. */
const rawBannerEnd = 'raw REPL; CTRL-B to exit\r\n>';
const rawPromptEnd = '\x04>';
const anyKeyEnd = 'to enter the REPL. Use CTRL-D to reload.\r\n';
const longestEnd = 64;

const enter = 0x0d;

/** Looks for the prompt of one connection. */
export class PromptFinder {
  readonly #session: ReplSession;
  readonly #clock: Clock;
  readonly #output: (bytes: Uint8Array) => void;
  #tail = '';
  #heardAnything = false;
  #isGreeting = false;
  /** Somebody pressed Stop: what looks like a prompt now is worth asking, and Ctrl-B does no harm. */
  #isExpected = false;
  /** A prompt that appears by itself is asked once: a program may print the same again and again. */
  #askedUnexpected = false;
  #ended = false;
  #look: (() => void) | undefined;

  /** `output` gets the banner of a prompt that was proved. */
  constructor(session: ReplSession, clock: Clock, output: (bytes: Uint8Array) => void) {
    this.#session = session;
    this.#clock = clock;
    this.#output = output;
  }

  /** Nothing was heard of the board since it was connected. */
  get heardNothing(): boolean {
    return !this.#heardAnything;
  }

  /**
   * Finds out. Resolves when it is known, after less than three seconds where nothing is heard. What is left of a
   * conversation of Nibble's own (`isOurs`) is broken off first.
   */
  async greet(isOurs: boolean): Promise<void> {
    const { prompt } = this.#session;
    this.#isGreeting = true;
    prompt.distrust();
    if (isOurs) {
      this.#session.write(Uint8Array.of(...comeBack));
      await this.#until(() => prompt.isTrusted, answerLength);
    }
    if (!prompt.isTrusted) await this.#ask();
    this.#isGreeting = false;
  }

  async #ask(): Promise<void> {
    const { prompt } = this.#session;
    await this.#until(() => false, listenLength);
    if (!this.#heardAnything) {
      this.#session.write(Uint8Array.of(enter));
      await this.#until(() => prompt.looksEmpty || prompt.isTrusted, answerLength);
    }
    if (!this.#heardAnything) {
      this.#session.write(Uint8Array.of(leaveRaw));
      await this.#until(() => prompt.isTrusted, rawAnswerLength);
    }
    if (prompt.looksEmpty && !prompt.isTrusted) await this.#prove();
  }

  /** Stop was pressed: the prompt that comes is looked for with more than patience. */
  expect(): void {
    if (this.#session.prompt.isTrusted || this.#isExpected) return;
    this.#isExpected = true;
    this.#clock.after(rawAnswerLength, () => {
      if (this.#isExpected && !this.#ended && !this.#session.conversing) {
        this.#session.write(Uint8Array.of(leaveRaw));
      }
    });
  }

  /** The board printed something outside of a conversation. */
  heard(bytes: Uint8Array): void {
    this.#heardAnything = true;
    this.#tail = (this.#tail + Buffer.from(bytes.subarray(-longestEnd)).toString('latin1')).slice(
      -longestEnd,
    );
    this.#look?.();
    if (this.#session.prompt.isTrusted) {
      this.#isExpected = false;
      return;
    }
    // A raw REPL outside of a conversation is what is left of one that was given up.
    if (this.#tail.endsWith(rawBannerEnd)) this.#answer(leaveRaw);
    if (this.#isExpected && this.#tail.endsWith(rawPromptEnd)) this.#answer(leaveRaw);
    if (this.#isExpected && this.#tail.endsWith(anyKeyEnd)) this.#answer(enter);
    if (!this.#isGreeting && this.#session.prompt.looksEmpty) this.#considerPrompt();
  }

  /** The connection ended. */
  end(): void {
    this.#ended = true;
    this.#look?.();
  }

  #answer(byte: number): void {
    this.#tail = '';
    this.#session.write(Uint8Array.of(byte));
  }

  #considerPrompt(): void {
    if (this.#isExpected) {
      void this.#prove();
    } else if (!this.#askedUnexpected) {
      const seen = this.#tail;
      this.#clock.after(listenLength, () => {
        if (this.#ended || this.#askedUnexpected || seen !== this.#tail) return;
        this.#askedUnexpected = true;
        void this.#prove();
      });
    }
  }

  /** Asks whether what looks like a prompt is one; what is none gets a byte that does little. */
  async #prove(): Promise<void> {
    if (this.#ended || this.#session.conversing || this.#session.prompt.isTrusted) return;
    const tooLate = this.#clock.after(answerLength, () => {
      this.#session.release(new Error('No prompt'));
    });
    await this.#session
      .converse(provePrompt, { output: this.#output, takesTyping: false })
      .then(
        () => (this.#isExpected = false),
        () => undefined,
      )
      .finally(tooLate);
  }

  /** Waits until something holds, or the time is over; looked at whenever the board has printed. */
  #until(condition: () => boolean, length: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        this.#look = undefined;
        cancel();
        resolve();
      };
      const cancel = this.#clock.after(length, done);
      this.#look = () => {
        if (this.#ended || condition()) done();
      };
      this.#look();
    });
  }
}

/** What is shown of what a board said while it was found out where it stands: nothing but a prompt is left out. */
export function withoutBarePrompt(bytes: Uint8Array): Uint8Array {
  const bare = ascii('\r\n>>> ');
  const from = bytes.length - bare.length;
  return from >= 0 && Buffer.from(bytes.subarray(from)).equals(Buffer.from(bare))
    ? bytes.subarray(0, from)
    : bytes;
}
