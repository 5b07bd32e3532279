/**
 * Conversations with a REPL, without any I/O.
 *
 * What is said and expected is written as generator functions that read top-down (see raw-repl.ts). They
 * yield steps; a `Conversation` carries bytes in and out of one of them. Whatever arrives and belongs to no
 * frame is output: threads and timers of a program print at any moment.
 */

import { Incoming } from './incoming.ts';

/**
 * What a routine asks of its conversation. `wait` resumes when more bytes have arrived, `settle` when the board had
 * time to take what was sent to it. `progress` says that something came that was waited for.
 */
export type Step =
  | { readonly kind: 'wait' }
  | { readonly kind: 'settle' }
  | { readonly kind: 'progress' }
  | { readonly kind: 'send'; readonly bytes: Uint8Array }
  | { readonly kind: 'output'; readonly bytes: Uint8Array }
  | { readonly kind: 'phase'; readonly phase: Phase };

/**
 * Where a conversation is: `preparing` while it gets the board's attention and hands the program over,
 * `executing` while the program runs, `closing` after it ended.
 */
export type Phase = 'preparing' | 'executing' | 'closing';

/** A part of a conversation; the value is what it found out. */
export type Routine<Result> = Generator<Step, Result, void>;

/** Where a conversation's sending and output go. Called while bytes are fed in. */
export interface ConversationSink {
  send(bytes: Uint8Array): void;
  output(bytes: Uint8Array): void;
  /** To be answered by `Conversation.settled`, later. */
  settle(): void;
}

/** Runs one routine over bytes as they arrive. */
export class Conversation<Result> {
  readonly #incoming = new Incoming();
  readonly #routine: Routine<Result>;
  readonly #sink: ConversationSink;
  #phase: Phase = 'preparing';
  #isSettling = false;
  #progress = 0;
  #end: { readonly result: Result } | undefined;

  /** `start` makes the routine; it reads from the bytes it is given. Nothing is said before `begin`. */
  constructor(start: (incoming: Incoming) => Routine<Result>, sink: ConversationSink) {
    this.#routine = start(this.#incoming);
    this.#sink = sink;
  }

  /** Says the first words. */
  begin(): void {
    this.#advance();
  }

  /** Takes bytes that arrived; what comes after the end stays in `rest`. */
  feed(bytes: Uint8Array): void {
    this.#incoming.append(bytes);
    if (!this.#end && !this.#isSettling) this.#advance();
  }

  /** What was sent has had its time. */
  settled(): void {
    this.#isSettling = false;
    this.#advance();
  }

  get phase(): Phase {
    return this.#phase;
  }

  /** Grows with everything that the routine waited for; what others print is nothing of that. */
  get progress(): number {
    return this.#progress;
  }

  /** The result, once there is one. */
  get end(): { readonly result: Result } | undefined {
    return this.#end;
  }

  /** Takes the bytes nobody used: after the end, or when the conversation is given up. */
  takeRest(): Uint8Array {
    return this.#incoming.take();
  }

  #advance(): void {
    for (;;) {
      const next = this.#routine.next();
      if (next.done) {
        this.#end = { result: next.value };
        return;
      }
      const step = next.value;
      if (step.kind === 'wait') return;
      if (step.kind === 'settle') {
        this.#isSettling = true;
        this.#progress++;
        this.#sink.settle();
        return;
      }
      if (step.kind === 'progress') this.#progress++;
      else if (step.kind === 'send') this.#sink.send(step.bytes);
      else if (step.kind === 'phase') this.#phase = step.phase;
      else if (step.bytes.length > 0) this.#sink.output(step.bytes);
    }
  }
}

/** Says something. */
export function* send(...pieces: (number | Uint8Array)[]): Routine<void> {
  const bytes = pieces.map((piece) => (typeof piece === 'number' ? Uint8Array.of(piece) : piece));
  yield { kind: 'send', bytes: concatenate(bytes) };
}

/** Joins pieces into one. */
export function concatenate(pieces: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let position = 0;
  for (const piece of pieces) {
    joined.set(piece, position);
    position += piece.length;
  }
  return joined;
}

/** Waits for a marker and takes it; what came before it is output, passed on as it arrives. */
export function* outputUntil(incoming: Incoming, marker: Uint8Array): Routine<void> {
  for (;;) {
    const position = incoming.find(marker);
    if (position >= 0) {
      yield { kind: 'output', bytes: incoming.take(position) };
      incoming.take(marker.length);
      yield { kind: 'progress' };
      return;
    }
    yield { kind: 'output', bytes: incoming.take(incoming.settled(marker)) };
    yield { kind: 'wait' };
  }
}

/** Waits for the first of several markers and takes it; what came before it is output. Says which it was. */
export function* outputUntilAny(incoming: Incoming, markers: readonly Uint8Array[]): Routine<number> {
  for (;;) {
    let first = -1;
    let position = Infinity;
    markers.forEach((marker, index) => {
      const found = incoming.find(marker);
      if (found >= 0 && found < position) [first, position] = [index, found];
    });
    const settled = Math.min(...markers.map((marker) => incoming.settled(marker)));
    // A longer marker may have begun before the one that is complete.
    if (first >= 0 && position <= settled) {
      yield { kind: 'output', bytes: incoming.take(position) };
      incoming.take(markers[first]!.length);
      yield { kind: 'progress' };
      return first;
    }
    yield { kind: 'output', bytes: incoming.take(settled) };
    yield { kind: 'wait' };
  }
}
