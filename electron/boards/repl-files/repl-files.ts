/** Files of a board over its REPL, for boards whose files cannot be reached without the interpreter. */

import {
  BoardFileError,
  throwIfCancelled,
  type BoardFileEntry,
  type BoardFiles,
  type BoardSpace,
  type FileJobOptions,
  type WriteOptions,
} from '../../../runtime/board-files.ts';
import { contentHash } from '../../../runtime/content-hash.ts';
import type { Routine } from '../../../runtime/repl/conversation.ts';
import type { Frame } from '../helper/frame-reader.ts';
import type { HelperCaller, HelperData } from '../helper/helper-caller.ts';
import type { HelperPart } from '../helper/helper-part.ts';
import type { HelperJob } from '../helper/helper-job.ts';
import { download } from './download.ts';
import { fileError } from './file-errors.ts';
import { changePart, listPart, lookPart, spacePart } from './file-parts.ts';
import { listing } from './listing.ts';
import { upload } from './upload.ts';

/** Carries out a job with the board's helper; throws what the job threw, or that the connection broke. */
export type RunHelperJob = <Result>(job: HelperJob<Result>, signal?: AbortSignal) => Promise<Result>;

/** Runs every job on the board, at its prompt. */
export class ReplFiles implements BoardFiles {
  readonly #run: RunHelperJob;

  constructor(run: RunHelperJob) {
    this.#run = run;
  }

  list(path: string): Promise<BoardFileEntry[]> {
    return this.#do(path, (helper) => listing(helper, path));
  }

  read(path: string, options: FileJobOptions = {}): Promise<Uint8Array> {
    return this.#do(path, (helper) => download(helper, path, options), options);
  }

  async hash(path: string, options: FileJobOptions = {}): Promise<string> {
    return this.#do(path, (helper) => hash(helper, path, options), options);
  }

  async write(path: string, content: Uint8Array, options: WriteOptions = {}): Promise<void> {
    await this.#do(path, (helper) => upload(helper, path, content, options), options);
  }

  async makeFolder(path: string): Promise<void> {
    await this.#call(path, changePart, 'make_folder', path);
  }

  async rename(from: string, to: string): Promise<void> {
    await this.#call(from, changePart, 'move', from, to);
  }

  async remove(path: string): Promise<void> {
    await this.#call(path, changePart, 'remove', path);
  }

  async space(): Promise<BoardSpace> {
    const [total, free] = await this.#call<[number, number]>('/', spacePart, 'space');
    return { total, free };
  }

  async format(): Promise<void> {
    await this.#call('/', changePart, 'format');
  }

  /** Removes what is left of files that were being written when a connection broke. */
  async tidy(): Promise<void> {
    await this.#call('/', spacePart, 'tidy');
  }

  #call<Answer extends HelperData>(
    path: string,
    part: HelperPart,
    name: string,
    ...parameters: readonly HelperData[]
  ): Promise<Answer> {
    return this.#do(path, (helper) => helper.call<Answer>(part, name, parameters));
  }

  async #do<Result>(path: string, job: HelperJob<Result>, options: FileJobOptions = {}): Promise<Result> {
    throwIfCancelled(path, options.signal);
    try {
      return await this.#run((helper) => ofOwnDisk(helper, path, job), options.signal);
    } catch (error) {
      throw fileError(error, path);
    }
  }
}

/** Formatting concerns the board's own flash: what is wrong with a card or another disk is no damage of it. */
function* ofOwnDisk<Result>(helper: HelperCaller, path: string, job: HelperJob<Result>): Routine<Result> {
  try {
    return yield* job(helper);
  } catch (error) {
    const found = fileError(error, path);
    const isDamage = found instanceof BoardFileError && found.problem === 'damaged';
    const [, folder = ''] = path.split('/');
    if (!isDamage || !(yield* helper.call(listPart, 'is_mounted', [folder]))) throw error;
    throw new BoardFileError('failed', path, found.message);
  }
}

/** SHA-256 of a file. One from a board that knows no SHA-256 is fetched for it. */
function* hash(helper: HelperCaller, path: string, options: FileJobOptions): Routine<string> {
  const { signal, progress } = options;
  const said = ({ kind, content }: Frame): undefined => {
    if (kind === 'p') progress?.(Number(Buffer.from(content).toString()));
  };
  const digest = yield* helper.call<string>(lookPart, 'digest', [path], { ...(signal && { signal }), said });
  if (!digest.startsWith('crc')) return digest;
  return contentHash(yield* download(helper, path, options));
}
