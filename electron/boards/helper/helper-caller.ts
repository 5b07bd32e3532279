/** Calls the helper on a board, from its raw prompt. Where it is missing, it is brought there first. */

import { randomBytes } from 'node:crypto';
import { interrupt } from '../../../runtime/repl/control-codes.ts';
import { send, type Routine } from '../../../runtime/repl/conversation.ts';
import type { Incoming } from '../../../runtime/repl/incoming.ts';
import { execute } from '../../../runtime/repl/raw-repl.ts';
import { FrameReader, type Frame } from './frame-reader.ts';
import { HelperError } from './helper-error.ts';
import {
  callProgram,
  functionsOf,
  helperName,
  installation,
  partId,
  removal,
  withNeeds,
  type HelperPart,
} from './helper-part.ts';

/** What arguments and answers are. */
export type HelperData =
  null | boolean | number | string | readonly HelperData[] | { readonly [name: string]: HelperData };

/** What goes to and fro while a call is carried out. */
export interface CallCourse {
  /** Interrupts the call (`cancelled`). */
  readonly signal?: AbortSignal;
  /** Something that the function said; the value is sent to it. */
  readonly said?: (frame: Frame) => Uint8Array | undefined;
}

/** A board that forgets the helper again and again is given up after this many times. */
const patience = 4;

/** Kinds of frames that end a call: answers, errors, and what was not carried out. */
const endings = 'vVokmexn';

/** How a program ended. */
interface Ending {
  /** The helper's own last words, if it had any. */
  readonly last: Frame | undefined;
  /** MicroPython's, where a program failed outside of the helper. */
  readonly error: string;
}

/** Calls within one conversation; from the raw prompt to the raw prompt. */
export class HelperCaller {
  readonly #incoming: Incoming;
  #ending: AbortSignal | undefined;
  #isMemoryLow = false;

  /** `ending` interrupts every call (`cancelled`). */
  constructor(incoming: Incoming, ending?: AbortSignal) {
    this.#incoming = incoming;
    this.#ending = ending;
  }

  /** Calls a function of a part; it answers what it is written to. Throws `HelperError`. */
  *call<Answer extends HelperData>(
    part: HelperPart,
    name: string,
    parameters: readonly HelperData[] = [],
    course: CallCourse = {},
  ): Routine<Answer> {
    for (let attempt = 0; attempt < patience; attempt++) {
      const { last, error } = yield* this.#try([partId(part), name, ...parameters], course);
      const text = last ? Buffer.from(last.content).toString() : '';
      if (!last && error.includes(helperName)) yield* this.#install();
      else if (last?.kind === 'n') yield* this.#teach(part, JSON.parse(text) as readonly string[]);
      else if (last?.kind !== 'x') return this.#answer(last, error, text, course) as Answer;
    }
    throw new HelperError('garbled');
  }

  /** Leaves the board's memory as it was, where little of it is free. To be called once all calls are done. */
  *finish(): Routine<void> {
    this.#ending = undefined;
    if (this.#isMemoryLow) yield* this.#run(removal, '', {});
  }

  *#install(): Routine<void> {
    const { error } = yield* this.#run(installation(), '', {});
    if (error.includes('MemoryError')) throw new HelperError('memory');
  }

  /**
   * Teaches a part and what it needs; function by function where the board's memory is too small for it all. An optional
   * part that it cannot take, or should not as memory is low, is taught without content. What arrived garbled ends it:
   * nothing is taught that stands on what the board does not know.
   */
  *#teach(part: HelperPart, known: readonly string[]): Routine<void> {
    for (const missing of withNeeds(part).filter((each) => !known.includes(partId(each)))) {
      const pieces = missing.isOptional && this.#isMemoryLow ? [] : functionsOf(missing.source);
      let { last, error } = yield* this.#learn(pieces.join('\n'), missing);
      if (missing.isOptional && (last?.kind === 'e' || isMemoryError(last, error))) {
        ({ last } = yield* this.#learn('', missing));
      } else if (isMemoryError(last, error)) {
        for (const [index, piece] of pieces.entries()) {
          ({ last, error } = yield* this.#learn(piece, index + 1 === pieces.length ? missing : null));
          if (isMemoryError(last, error)) throw new HelperError('memory');
          if (!isAnswer(last)) return;
        }
      }
      if (!isAnswer(last)) return;
    }
  }

  #answer(last: Frame | undefined, error: string, text: string, course: CallCourse): HelperData {
    return answerOf(last, error, text, this.#isCancelled(course) ? 'cancelled' : 'interrupted');
  }

  #isCancelled({ signal }: CallCourse): boolean {
    return (this.#ending?.aborted ?? false) || (signal?.aborted ?? false);
  }

  #learn(source: string, part: HelperPart | null): Routine<Ending> {
    return this.#try(['core', 'learn', source, part && partId(part)], {});
  }

  #try(call: readonly HelperData[], course: CallCourse): Routine<Ending> {
    const nonce = randomBytes(4).toString('hex');
    return this.#run(callProgram(nonce, JSON.stringify(call)), nonce, course);
  }

  *#run(program: string, nonce: string, course: CallCourse): Routine<Ending> {
    let last: Frame | undefined;
    const answers: Uint8Array[] = [];
    const output: Uint8Array[] = [];
    let framesCame = false;
    const reader = new FrameReader(nonce, {
      frame: (frame) => {
        framesCame = true;
        if (endings.includes(frame.kind)) {
          if (!isAnswer(last)) last = frame;
          return;
        }
        const answer = course.said?.(frame);
        if (answer) answers.push(answer);
      },
      output: (bytes) => output.push(bytes),
    });
    const running = execute(this.#incoming, new TextEncoder().encode(program));
    let isRunning = false;
    let isInterrupted = false;
    for (;;) {
      const next = running.next();
      if (next.done) {
        reader.end();
        for (const bytes of output) yield { kind: 'output', bytes };
        if (last?.kind === 'V') this.#isMemoryLow = true;
        return { last, error: new TextDecoder().decode(next.value) };
      }
      const step = next.value;
      if (step.kind === 'output') reader.push(step.bytes);
      for (const bytes of output.splice(0)) yield { kind: 'output', bytes };
      for (const bytes of answers.splice(0)) yield* send(bytes);
      if (framesCame) yield { kind: 'progress' };
      framesCame = false;
      if (step.kind === 'phase') isRunning = step.phase === 'executing';
      if (step.kind === 'wait' && isRunning && !isInterrupted && this.#isCancelled(course)) {
        isInterrupted = true;
        yield* send(interrupt);
      }
      if (step.kind !== 'output') yield step;
    }
  }
}

/** A call that has its answer was carried out, even if Ctrl-C came just then. */
function isAnswer(last: Frame | undefined): boolean {
  return last?.kind === 'v' || last?.kind === 'V';
}

function isMemoryError(last: Frame | undefined, error: string): boolean {
  return last?.kind === 'm' || (!last && error.includes('MemoryError'));
}

function answerOf(
  last: Frame | undefined,
  error: string,
  text: string,
  interruption: 'cancelled' | 'interrupted',
): HelperData {
  switch (last?.kind) {
    case 'v':
    case 'V':
      return JSON.parse(text) as HelperData;
    case 'o':
      throw new HelperError('errno', `errno ${text}`, Math.abs(Number(text)));
    case 'k':
      throw new HelperError(interruption);
    case 'm':
      throw new HelperError('memory');
    case 'e':
      throw new HelperError('failed', text);
    case undefined:
  }
  if (isMemoryError(last, error)) throw new HelperError('memory');
  const lastLine = error.trimEnd().split('\n').at(-1) ?? '';
  if (lastLine.startsWith('KeyboardInterrupt')) throw new HelperError(interruption);
  throw lastLine ? new HelperError('failed', lastLine) : new HelperError('garbled');
}
