/** One fault in one operation: what may come of it, and what must be true afterwards. */

import { isDeepStrictEqual } from 'node:util';
import { Board } from '../../electron/boards/board.ts';
import { boardProblem } from '../../electron/boards/board-problems.ts';
import { ProblemError } from '../../electron/problem.ts';
import { FaultyLink } from '../support/faulty-link.ts';
import { delayLength, type Fault } from '../support/faulty-lane.ts';
import { sumOf, sumsOf, type Desk, type DeskMaker, type FileSums } from './desk.ts';
import { filesBefore, operations, randomBytes, RunEnded, WrongResult, type Operation } from './operations.ts';

/** Longest time for a job on a few KB, for connecting and for Stop, in milliseconds of the desk's clock. */
const limit = 30_000;
/** A program that has not ended by now is stopped; likewise. */
const programLength = 12_000;
const nextContent = randomBytes(300, 4);
const next = '/next.bin';
const neighbour = '/neighbour.py';

/** The power goes so many milliseconds after the operation began. */
export interface PowerCut {
  readonly kind: 'power';
  readonly after: number;
}

/** What goes wrong: something on the way, or the power. */
export type Mishap = Fault | PowerCut;

/** What came of an attempt. */
export interface AttemptResult {
  /** `done`, or the code of the problem. */
  readonly ended: string;
  /** In milliseconds. */
  readonly took: number;
  /** Bytes that went each way during the operation. */
  readonly passed: { readonly 'from-board': number; readonly 'to-board': number };
}

/** Tries an operation with a mishap, or without any. Throws `Error` that says what must not be. */
export async function attempt(
  desks: DeskMaker,
  operation: Operation,
  mishap?: Mishap,
): Promise<AttemptResult> {
  const isFirst = operation.name === 'connect';
  const desk = await desks.begin(filesBefore, isFirst ? undefined : connectOnce);
  const link = new FaultyLink(desk.link, { clock: desk.clock });
  const board = boardOver(link, desk);
  const trial = new Attempt(desk, board, operation);
  try {
    if (!isFirst) await trial.connect();
    const isPowerCut = mishap?.kind === 'power';
    const stayPlugged = isPowerCut
      ? desk.clock.after(mishap.after, () => desk.link.unplug())
      : () => undefined;
    link.arm(isPowerCut ? undefined : mishap);
    const began = desk.clock.now();
    const ended = await trial.operate(mishap);
    const took = desk.clock.now() - began;
    stayPlugged();
    const passed = { 'from-board': link.passed('from-board'), 'to-board': link.passed('to-board') };
    trial.checkFiles(withoutTemporary(await desk.files()), ended === 'done');
    if (mishap?.kind === 'delay') await trial.pass(delayLength);
    link.arm();
    await trial.mend(mishap);
    const others = await trial.goOn(mishap);
    // A board that lost its connection may have finished meanwhile what it had been asked for.
    trial.checkFiles(await desk.files(), ended === 'done', others);
    return { ended, took, passed };
  } finally {
    link.arm();
    await desk.until(board.disconnect(), limit);
  }
}

/** What a connection teaches a board it still knows at the next one. */
async function connectOnce(desk: Desk): Promise<void> {
  const board = boardOver(new FaultyLink(desk.link, { clock: desk.clock }), desk);
  const trial = new Attempt(desk, board, operations[0]!);
  await trial.connect();
  await desk.until(board.disconnect(), limit);
}

function boardOver(link: FaultyLink, { clock }: Desk): Board {
  return new Board(
    { id: 'faulty', kind: 'serial', address: 'COM3', label: 'Pico on COM3', createLink: async () => link },
    {
      clock,
      outputsOffOnStop: () => false,
      setsClock: () => false,
      events: { changed: () => undefined, filesChanged: () => undefined },
    },
  );
}

class Attempt {
  readonly #desk: Desk;
  readonly #board: Board;
  readonly #operation: Operation;

  constructor(desk: Desk, board: Board, operation: Operation) {
    this.#desk = desk;
    this.#board = board;
    this.#operation = operation;
  }

  /** Nothing of it is left to be done afterwards. */
  async connect(): Promise<void> {
    await this.#until(this.#board.connect(), 'Connecting');
    this.#mustBe('ready', 'after connecting');
    await this.#until(this.#choresDone(), 'What is done once per connection');
  }

  /** The last of them is to look for a `main.py`. */
  #choresDone(): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (this.#board.summary.startsByItself === undefined) return;
        stop();
        resolve();
      };
      const stop = this.#board.onChange(look);
      look();
    });
  }

  /** Answers how it ended. */
  async operate(mishap: Mishap | undefined): Promise<string> {
    const job = this.#operation.run(this.#board);
    try {
      await this.#untilStopped(job);
      return 'done';
    } catch (error) {
      const changesBytes = mishap?.kind === 'noise' || mishap?.kind === 'corrupt';
      // A program has no sums: what it prints can be changed on the way and nobody knows.
      const isExcused = changesBytes && this.#operation.name === 'run';
      if (error instanceof WrongResult && isExcused) return 'done';
      if (error instanceof RunEnded) return error.message;
      const problem = boardProblem(error, this.#board.label);
      if (problem instanceof ProblemError) return problem.problem.code;
      throw error;
    }
  }

  /** What is on the board is what was there, or what should be; only the latter where it was done. And `others`. */
  checkFiles(found: FileSums, isDone: boolean, others: FileSums = {}): void {
    const allowed = isDone ? [this.#operation.after] : [filesBefore, this.#operation.after];
    if (allowed.some((wanted) => isDeepStrictEqual(found, { ...sumsOf(wanted), ...others }))) return;
    throw new Error(
      `${isDone ? 'It was done' : 'It ended in an error'}, and on the board is ${JSON.stringify(found)}`,
    );
  }

  /** What was held back on the way arrives meanwhile. */
  async pass(milliseconds: number): Promise<void> {
    await this.#until(new Promise<void>((resolve) => this.#desk.clock.after(milliseconds, resolve)), 'Time');
  }

  /** What a person does: puts the cable in, or connects again; presses Stop where it is asked for. */
  async mend(mishap: Mishap | undefined): Promise<void> {
    const { state } = this.#board.summary;
    if (mishap?.kind === 'cut' || mishap?.kind === 'power')
      await this.#until(this.#desk.link.plugIn(), 'Plugging in');
    if (mishap?.kind === 'stall' || state.name === 'silent') {
      await this.#until(this.#board.disconnect(), 'Disconnecting');
    }
    await this.#until(this.#board.connect(), 'Connecting again');
    if (this.#state !== 'ready') await this.#until(this.#stop(), 'Stop').catch(() => undefined);
    this.#mustBe('ready', 'when all was well again');
  }

  /** The next operation works: another one from point to point. Answers what it put on the board. */
  async goOn(mishap: Mishap | undefined): Promise<FileSums> {
    const turn = mishap ? Math.floor(mishap.after) + mishap.kind.length : 0;
    const { files: onBoard } = this.#board;
    if (turn % 3 === 0) {
      await this.#until(onBoard.write(next, nextContent), 'The next upload');
      return { [next]: sumOf(nextContent) };
    }
    if (turn % 3 === 1) {
      const content = await this.#until(onBoard.read(neighbour), 'The next download');
      if (sumOf(content) !== sumOf(filesBefore[neighbour]))
        throw new Error('The next download brought something else');
    } else {
      const { outcome } = await this.#until(this.#board.run('x = 1\n', 'next.py'), 'The next run');
      if (outcome.kind !== 'finished') throw new Error(`The next run ends as ${outcome.kind}`);
    }
    return {};
  }

  get #state(): string {
    return this.#board.summary.state.name;
  }

  #mustBe(name: string, when: string): void {
    if (this.#state === name) return;
    throw new Error(`It is ${JSON.stringify(this.#board.summary.state)} ${when}`);
  }

  /** A program may wait for something that will never come: a person stops it, and then takes the cable out. */
  async #untilStopped(job: Promise<void>): Promise<void> {
    const ended = job.then(
      () => true,
      () => true,
    );
    const { clock } = this.#desk;
    const late = new Promise<boolean>((resolve) => clock.after(programLength, () => resolve(false)));
    if (!(await this.#until(Promise.race([ended, late]), 'The job'))) {
      if (this.#operation.name === 'run') await this.#until(this.#stop(), 'Stop').catch(() => undefined);
      if (this.#state === 'silent') await this.#until(this.#board.disconnect(), 'Disconnecting');
    }
    await this.#until(job, 'The job');
  }

  async #stop(): Promise<void> {
    const first = this.#board.stop();
    const second = new Promise<void>((resolve) => this.#desk.clock.after(2500, resolve)).then(() =>
      this.#state === 'stopping' ? this.#board.stop() : undefined,
    );
    await Promise.all([first, second]);
  }

  async #until<Result>(job: Promise<Result>, what: string): Promise<Result> {
    try {
      return await this.#desk.until(job, limit);
    } catch (error) {
      if (error instanceof Error && error.message.startsWith('Not done')) {
        throw new Error(`${what} does not end; the board is ${this.#state}`, { cause: error });
      }
      throw error;
    }
  }
}

/** What a board writes on the way to a file is tidied up at the next connection. */
function withoutTemporary(files: FileSums): FileSums {
  return Object.fromEntries(Object.entries(files).filter(([path]) => !path.endsWith('.nibble-new')));
}
