/** Desks with a simulated Pico whose files are reached over its REPL only. */

import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { temporaryMaker } from '../../runtime/interpreter/files/board-file-names.ts';
import { SimulatorLink } from '../../runtime/interpreter/simulator-link.ts';
import { QuietTime } from '../support/quiet-time.ts';
import { builtThreads } from '../support/simulated-board.ts';
import { SimulatorCable } from '../support/simulator-cable.ts';
import { sumOf, type Desk, type DeskMaker, type FileSums } from './desk.ts';

/** Keeps one interpreter for all desks, as long as it answers. */
export class SimulatorDesks implements DeskMaker {
  #root: string | undefined;
  #cable: SimulatorCable | undefined;

  async begin(files: Readonly<Record<string, Uint8Array>>): Promise<Desk> {
    const root = (this.#root ??= await mkdtemp(join(tmpdir(), 'nibble-faults-')));
    const cable = (this.#cable ??= cableTo(root));
    for (const entry of await readdir(root)) await rm(join(root, entry), { recursive: true });
    for (const [path, content] of Object.entries(files)) await writeFile(join(root, path), content);
    await cable.startAnew();
    const time = new QuietTime();
    cable.onTraffic = () => time.note();
    return {
      link: cable,
      clock: time,
      until: (job, limit) => time.until(job, limit),
      files: () => sumsIn(root),
    };
  }

  async end(): Promise<void> {
    await this.#cable?.end();
    if (this.#root) await rm(this.#root, { recursive: true });
  }
}

function cableTo(root: string): SimulatorCable {
  return new SimulatorCable(
    new SimulatorLink({
      label: 'Simulated Pico',
      model: 'pico',
      uniqueId: randomBytes(8),
      root,
      threads: builtThreads,
    }),
  );
}

/** A file that is being written lies beside its old self until it is closed: for the board, that is no file. */
async function sumsIn(root: string): Promise<FileSums> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const sums = entries
    .filter((entry) => temporaryMaker(entry.name) === undefined)
    .map(async (entry) => {
      const path = join(entry.parentPath, entry.name);
      const onBoard = path.slice(root.length);
      return entry.isDirectory() ? [`${onBoard}/`, ''] : [onBoard, sumOf(await readFile(path))];
    });
  return Object.fromEntries(await Promise.all(sums)) as FileSums;
}
