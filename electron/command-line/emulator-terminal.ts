/** `nibble emulator --pty`: an emulated Pico at a pseudo-terminal, for any other program that talks to boards. */

import { lstat, mkdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { t } from '../../resources/messages/messages.ts';
import { LinkError, type Link } from '../../runtime/link.ts';
import { linkErrorProblem } from '../boards/board-problems.ts';
import type { BoardRegistry } from '../boards/board-registry.ts';
import type { BoardEmulation } from '../boards/emulator/board-emulation.ts';
import { isMissing } from '../local-files/file-problems.ts';
import { UsageError } from '../usage-error.ts';
import { chooseBoard } from './choose-board.ts';
import { crashWords, emulationOf, installWhereMissing, openSaying } from './emulated-board.ts';
import type { Streams } from './streams.ts';
import { openTerminal } from './terminal.ts';
import type { Command } from './words.ts';

/**
 * Offers the terminal whenever the Pico's USB serial port is there, always at the same path, until Ctrl-C; the value
 * is the exit status. Throws `UsageError` and `ProblemError`.
 */
export async function serveTerminal(
  boards: BoardRegistry,
  command: Extract<Command, { name: 'emulator' }>,
  streams: Streams,
): Promise<number> {
  if (process.platform === 'win32') throw new UsageError(t('commandLine:wrong.no-terminals'));
  const say = (sentence: string) => void streams.errors.write(`${sentence}\n`);
  const found = await chooseBoard(boards, command.board, say);
  const home = dirname(found.flashFile ?? '.');
  const path = command.link === undefined ? join(home, 'tty') : resolve(command.link);
  await refuseForeign(path);
  await mkdir(dirname(path), { recursive: true }).catch(() => undefined); // socat says what is wrong with it

  const stop = new Stop(streams);
  const link = await found.createLink();
  const emulation = emulationOf(found, link, () => stop.look())!;
  try {
    if (command.firmware !== undefined) {
      await installWhereMissing(emulation, command.firmware, found.label, say);
    }
    let isFirst = true;
    while (!stop.asked) {
      if (!(await openPort(link, emulation, stop, say))) continue;
      const closed = new Promise<void>((resolveClosed) => {
        const unsubscribe = link.onClose(() => {
          unsubscribe();
          resolveClosed();
        });
      });
      const terminal = await openTerminal(link, path);
      if (isFirst) streams.output.write(`${path}\n`);
      isFirst = false;
      await Promise.race([closed, terminal.gone, stop.done]);
      await terminal.end();
    }
    return 0;
  } catch (error) {
    if (error instanceof LinkError) throw linkErrorProblem(error, found.label);
    throw error;
  } finally {
    await link.close();
    await emulation.end();
  }
}

/** False where there is no port now: then something has changed since. */
async function openPort(
  link: Link,
  emulation: BoardEmulation,
  stop: Stop,
  say: (sentence: string) => void,
): Promise<boolean> {
  try {
    await Promise.race([openSaying(link, link.info.label, say), stop.done]);
    return !stop.asked;
  } catch (error) {
    const problem = emulation.state?.problem;
    if (!problem || emulation.summary.mode === 'off') throw error;
    if (emulation.summary.mode === 'crashed') say(crashWords(problem));
    await stop.until(() => emulation.summary.drive !== null || emulation.summary.mode === 'running');
    const { drive } = emulation.summary;
    if (drive !== null && !stop.asked) say(t('commandLine:waiting', { drive }));
    await stop.until(() => emulation.summary.mode === 'running');
    return false;
  }
}

/** What was asked of the process, and whatever else it waits for. */
class Stop {
  asked = false;
  readonly done: Promise<void>;
  readonly #waiting = new Set<() => void>();

  constructor(streams: Streams) {
    this.done = new Promise((resolveDone) => {
      streams.onSignal(() => {
        this.asked = true;
        resolveDone();
        this.look();
      });
    });
  }

  /** To be called when a condition that somebody waits for may hold. */
  look(): void {
    for (const look of [...this.#waiting]) look();
  }

  /** Resolves when the condition holds, or the end was asked for. */
  until(condition: () => boolean): Promise<void> {
    return new Promise((resolveUntil) => {
      const look = (): void => {
        if (!this.asked && !condition()) return;
        this.#waiting.delete(look);
        resolveUntil();
      };
      this.#waiting.add(look);
      look();
    });
  }
}

/** socat would put its link in the place of any file. A link that a killed one left is nobody's. */
async function refuseForeign(path: string): Promise<void> {
  try {
    if (!(await lstat(path)).isSymbolicLink())
      throw new UsageError(t('commandLine:wrong.link-taken', { path }));
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}
