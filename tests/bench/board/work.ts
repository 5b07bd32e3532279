/** What people wait for at a board, done by Nibble. */

import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Board } from '../../../electron/boards/board.ts';
import type { Clock } from '../../../runtime/clock.ts';
import { RandomNumbers } from '../../../runtime/emulator/random-numbers.ts';
import type { Link } from '../../../runtime/link.ts';

/** 22 KB of Python as people write it. */
export const text = readPython(new URL('../../../runtime/interpreter/python/', import.meta.url), 22 * 1024);
const numbers = new RandomNumbers(1);
/** 20 KB that nothing makes smaller. */
export const random = Uint8Array.from({ length: 20 * 1024 }, () => Math.floor(numbers.next() * 256));

/** The folder that is listed, and how many files are in it. */
export const folder = '/many';
export const fileCount = 200;
/** Makes it, in Python. Where it is, writing takes longer. */
export const makeFolder = `
import os
os.mkdir('${folder}')
for number in range(${fileCount}):
    open('${folder}/file-%d.py' % number, 'w').close()
`;

/** Does a job and answers how long it took, in milliseconds. */
export type Measure = (job: () => Promise<unknown>) => Promise<number>;

/** How long each thing took, in milliseconds, by its name. */
export type Times = Record<string, number>;

/** A board of no window, on a port. */
export function boardOn(link: Link, clock: Clock): Board {
  const { kind, label } = link.info;
  return new Board(
    { id: 'bench', kind, address: label, label, createLink: async () => link },
    {
      clock,
      outputsOffOnStop: () => false,
      setsClock: () => false,
      events: { changed: () => undefined, filesChanged: () => undefined },
    },
  );
}

/** Carries everything but the list out once, on a board that is at its prompt. Leaves it disconnected. */
export async function doWork(board: Board, measure: Measure): Promise<Times> {
  const { files } = board;
  const times: Times = {};
  const time = async (name: string, job: () => Promise<unknown>): Promise<void> => {
    times[name] = await measure(job);
  };
  await time('connect to prompt', () => board.connect());
  // What the board has to learn for it comes once after a reset.
  await measure(async () => {
    await files.write('/small.py', text.subarray(0, 100));
    await files.read('/small.py');
    await files.remove('/small.py');
  });
  await time('upload 22 KB of text', () => files.write('/text.py', text));
  await time('upload 20 KB at random', () => files.write('/random.bin', random));
  await time('download 22 KB of text', () => files.read('/text.py'));
  await time('download 20 KB at random', () => files.read('/random.bin'));
  await measure(async () => {
    await files.remove('/text.py');
    await files.remove('/random.bin');
  });
  await time('Run to first output', () => firstOutput(board));
  await measure(() => board.disconnect());
  return times;
}

/** Lists the folder, which is there. */
export async function listFolder(board: Board, measure: Measure): Promise<Times> {
  await measure(async () => {
    await board.connect();
    await board.files.list('/');
  });
  const took = await measure(() => board.files.list(folder));
  await measure(() => board.disconnect());
  return { [`list ${fileCount} files`]: took };
}

async function firstOutput(board: Board): Promise<void> {
  const first = new Promise<void>((resolve) => {
    const unsubscribe = board.output.onBytes((bytes) => {
      if (!Buffer.from(bytes).includes('first')) return;
      unsubscribe();
      resolve();
    });
  });
  await Promise.all([first, board.run("print('first')\n", 'first.py')]);
}

function readPython(place: URL, length: number): Uint8Array {
  const path = fileURLToPath(place);
  const names = readdirSync(path).filter((name) => name.endsWith('.py'));
  return Uint8Array.from(Buffer.concat(names.sort().map((name) => readFileSync(path + name)))).subarray(
    0,
    length,
  );
}
