/** What is done to a board while something goes wrong: each on the same files. */

import type { Board } from '../../electron/boards/board.ts';
import { RandomNumbers } from '../../runtime/emulator/random-numbers.ts';

/** One job. `run` throws what the job throws, and `WrongResult` where it ended well with something wrong. */
export interface Operation {
  readonly name: 'upload' | 'download' | 'rename' | 'delete' | 'run' | 'connect';
  /** What must be on the board where it ended well; where it did not, this or the files from before. */
  readonly after: Readonly<Record<string, Uint8Array>>;
  run(board: Board): Promise<void>;
}

/** A job that says that it was done, and was not. */
export class WrongResult extends Error {}

const oldContent = randomBytes(4096, 1);
const newContent = randomBytes(4096, 2);
const neighbour = randomBytes(700, 3);

/** What is on the board before. */
export const filesBefore = { '/file.bin': oldContent, '/neighbour.py': neighbour };

/** What is printed by the program that is run, line by line. */
const printed = Array.from({ length: 40 }, (_, line) => `line ${line} ${'.'.repeat(line)}`);
const source = "for line in range(40):\n    print('line', line, '.' * line)\n";

export const operations: readonly Operation[] = [
  {
    name: 'upload',
    after: { ...filesBefore, '/file.bin': newContent },
    run: (board) => board.files.write('/file.bin', newContent),
  },
  {
    name: 'download',
    after: filesBefore,
    async run(board) {
      const content = await board.files.read('/file.bin');
      if (Buffer.compare(content, oldContent) !== 0) throw new WrongResult('Another content was read');
    },
  },
  {
    name: 'rename',
    after: { '/renamed.bin': oldContent, '/neighbour.py': neighbour },
    run: (board) => board.files.rename('/file.bin', '/renamed.bin'),
  },
  {
    name: 'delete',
    after: { '/neighbour.py': neighbour },
    run: (board) => board.files.remove('/file.bin'),
  },
  { name: 'run', after: filesBefore, run: runProgram },
  { name: 'connect', after: filesBefore, run: connect },
];

/** Connects and lists the files, which comes after what is done once per connection. */
async function connect(board: Board): Promise<void> {
  await board.connect();
  const found = await board.files.list('/');
  if (found.length !== Object.keys(filesBefore).length) throw new WrongResult('Other files were listed');
}

async function runProgram(board: Board): Promise<void> {
  let output = '';
  const stop = board.output.onBytes((bytes) => (output += Buffer.from(bytes).toString('latin1')));
  const { outcome } = await board.run(source, 'lines.py').finally(stop);
  if (outcome.kind === 'lost') throw new RunEnded(outcome.problem.code);
  if (outcome.kind !== 'finished') throw new RunEnded(outcome.kind);
  const missing = printed.find((line) => !output.includes(`${line}\r\n`));
  if (missing !== undefined) throw new WrongResult(`It finished without "${missing}"`);
}

/** How a run ended that did not end well: `failed`, `stopped`, or the code of the problem that it was lost to. */
export class RunEnded extends Error {}

/** So many bytes that look like nothing else. */
export function randomBytes(length: number, seed: number): Uint8Array {
  const random = new RandomNumbers(seed);
  return Uint8Array.from({ length }, () => Math.floor(random.next() * 256));
}
