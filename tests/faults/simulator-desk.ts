/** Desks with a simulated Pico whose files are reached over its REPL only. */

import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
    const root = (this.#root ??= mkdtempSync(join(tmpdir(), 'nibble-faults-')));
    const cable = (this.#cable ??= cableTo(root));
    await cable.startAnew();
    for (const entry of readdirSync(root)) rmSync(join(root, entry), { recursive: true });
    for (const [path, content] of Object.entries(files)) writeFileSync(join(root, path), content);
    const time = new QuietTime(() => cable.isIdle);
    cable.onTraffic = () => time.note();
    return {
      link: cable,
      clock: time,
      until: (job, limit) => time.until(job, limit),
      files: async () => sumsIn(root),
    };
  }

  async end(): Promise<void> {
    await this.#cable?.end();
    if (this.#root) rmSync(this.#root, { recursive: true });
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
function sumsIn(root: string): FileSums {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true });
  const sums = entries
    .filter((entry) => temporaryMaker(entry.name) === undefined)
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const onBoard = path.slice(root.length);
      return entry.isDirectory() ? [`${onBoard}/`, ''] : [onBoard, sumOf(readFileSync(path))];
    });
  return Object.fromEntries(sums) as FileSums;
}
