/** What the command line does with emulated Picos besides what it does with every board. */

import { resolve } from 'node:path';
import { t } from '../../resources/messages/messages.ts';
import type { Link } from '../../runtime/link.ts';
import type { FoundBoard } from '../boards/board-source.ts';
import { BoardEmulation } from '../boards/emulator/board-emulation.ts';
import { readFirmware } from '../boards/emulator/firmware-file.ts';
import { ProblemError } from '../problem.ts';
import { UsageError } from '../usage-error.ts';

/** The emulation behind a Link that a command uses by itself; `null` for other boards. */
export function emulationOf(found: FoundBoard, link: Link, changed: () => void = () => undefined) {
  const { emulation } = link.capabilities;
  if (!emulation) return null;
  return new BoardEmulation({
    link,
    emulation,
    drives: found.drives,
    flashFile: found.flashFile,
    board: found.label,
    changed,
    started: () => undefined,
  });
}

/** Installs a UF2 file where the board does not hold exactly that already, and says so. Throws `ProblemError`. */
export async function installWhereMissing(
  emulation: BoardEmulation,
  file: string,
  board: string,
  say: (sentence: string) => void,
): Promise<void> {
  const firmware = await readFirmware(resolve(file));
  const installed = await emulation.install(firmware, { unlessThere: true });
  if (!installed) return;
  const words = firmware.image.place === 'ram' ? 'commandLine:ranFromMemory' : 'commandLine:installed';
  say(t(words, { file: firmware.name, board }));
}

/** Where a board waits for firmware, the command line has a way to give it some. */
export function sayHowToInstall(error: unknown, board: string): unknown {
  const isWaiting = error instanceof ProblemError && error.problem.code === 'board-bootsel';
  return isWaiting ? new UsageError(t('commandLine:no-firmware', { board })) : error;
}
