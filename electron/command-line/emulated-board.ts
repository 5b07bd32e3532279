/** What the command line does with emulated Picos besides what it does with every board. */

import { resolve } from 'node:path';
import { t } from '../../resources/messages/messages.ts';
import { systemClock } from '../../runtime/clock.ts';
import type { Link } from '../../runtime/link.ts';
import type { Problem } from '../api.ts';
import type { FoundBoard } from '../boards/board-source.ts';
import { BoardEmulation } from '../boards/emulator/board-emulation.ts';
import { readFirmware } from '../boards/emulator/firmware-file.ts';
import { ProblemError } from '../problem.ts';
import { UsageError } from '../usage-error.ts';
import { problemWords } from './command-error.ts';

/** Firmware that has not appeared on USB by then most likely never will, in milliseconds. */
const usualStart = 10_000;

/** The emulation behind a Link that a command uses by itself; `null` for other boards. */
export function emulationOf(found: FoundBoard, link: Link, changed: () => void = () => undefined) {
  const { emulation } = link.capabilities;
  if (!emulation) return null;
  return new BoardEmulation({
    link,
    clock: systemClock,
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

/** Opens a Link; says so where an emulated Pico does not appear on USB, and goes on waiting. Throws `LinkError`. */
export async function openSaying(link: Link, board: string, say: (sentence: string) => void): Promise<void> {
  if (!link.capabilities.emulation) return link.open();
  const late = setTimeout(() => say(t('commandLine:no-usb', { board })), usualStart);
  try {
    await link.open();
  } finally {
    clearTimeout(late);
  }
}

/** Where an emulated Pico waits for firmware, has no USB or has crashed, the command line has ways of its own to go on. */
export function sayHowToGoOn(error: unknown, board: string): unknown {
  if (!(error instanceof ProblemError)) return error;
  switch (error.problem.code) {
    case 'board-bootsel':
      return new UsageError(t('commandLine:no-firmware', { board }));
    case 'board-without-usb':
      return new UsageError(t('commandLine:no-usb', { board }));
    case 'board-crashed':
      return new UsageError(crashWords(error.problem));
    default:
      return error;
  }
}

/** Why a connection that worked broke off. */
export function lostWords(problem: Problem, board: string): string {
  switch (problem.code) {
    case 'board-bootsel':
      return t('commandLine:wentToBootsel', { board });
    case 'board-crashed':
      return crashWords(problem);
    case 'board-restarting':
    case 'board-sent-to-bootsel':
      return problemWords(problem);
    // "Your text" means nothing to somebody who keeps it in a file.
    case 'board-gone':
      return t('commandLine:wasUnplugged', { board });
    default:
      return problem.message;
  }
}

/** Whoever uses a command has no button to press: every command starts the board anew. */
export function crashWords({ message }: Problem): string {
  return `${message} ${t('commandLine:afterCrash')}`;
}
