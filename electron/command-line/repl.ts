/** `nibble repl`: joins standard input and output to a board, byte for byte. */

import { t } from '../../resources/messages/messages.ts';
import { systemClock } from '../../runtime/clock.ts';
import { linkErrorProblem } from '../boards/board-problems.ts';
import type { BoardRegistry } from '../boards/board-registry.ts';
import { LinkError, type CloseReason, type Link } from '../../runtime/link.ts';
import { interrupt } from '../../runtime/repl/control-codes.ts';
import { PromptWatcher } from '../../runtime/repl/prompt-watcher.ts';
import type { Problem } from '../api.ts';
import { describeProblem, ProblemError } from '../problem.ts';
import { chooseBoard } from './choose-board.ts';
import { emulationOf, installWhereMissing, lostWords, openSaying, sayHowToGoOn } from './emulated-board.ts';
import { openAgain } from './open-again.ts';
import { ReplInput } from './repl-input.ts';
import { takeKeys, type Streams } from './streams.ts';
import type { Command } from './words.ts';

const enter = 0x0d;
/** Input that ended leaves once the board stood at its prompt this long, in milliseconds. */
const settled = 200;

/** Joins until the input ends and the board is at its prompt; the value is the exit status. */
export async function joinRepl(
  boards: BoardRegistry,
  { board: boardName, firmware }: Extract<Command, { name: 'repl' }>,
  streams: Streams,
): Promise<number> {
  const say = (sentence: string) => void streams.errors.write(`${sentence}\n`);
  const found = await chooseBoard(boards, boardName, say);
  const link = await found.createLink();
  const emulation = emulationOf(found, link);
  const giveBack = takeKeys(streams.input);
  const left = new AbortController();
  try {
    if (emulation && firmware !== undefined) await installWhereMissing(emulation, firmware, found.label, say);
    const open = () => openSaying(link, found.label, say);
    return await join(link, open, streams, async (reason, isAwaited) => {
      if (reason === 'closed') return false;
      const names = { board: found.label };
      if (!emulation && isAwaited) {
        say(t('commandLine:away', names));
        const isBack = await openAgain(link, systemClock, left.signal);
        if (!left.signal.aborted) say(t(isBack ? 'commandLine:back' : 'commandLine:notBack', names));
        return isBack;
      }
      const problem = emulation?.state?.problem;
      const restarts = reason === 'reset' && !problem;
      say(
        restarts
          ? t('commandLine:restarted', names)
          : lostWords(problem ?? lostProblem(reason, found.label), found.label),
      );
      // A board that restarts comes back, unless it waits for firmware now.
      if (reason !== 'reset') return false;
      return open().then(
        () => true,
        () => false,
      );
    });
  } catch (error) {
    const problem = emulation?.state?.problem;
    if (problem && error instanceof LinkError) throw sayHowToGoOn(new ProblemError(problem), found.label);
    if (error instanceof LinkError) throw linkErrorProblem(error, found.label);
    throw error;
  } finally {
    left.abort();
    giveBack();
    streams.input.pause();
    await link.close();
    await emulation?.end();
  }
}

/** Says why a connection ended; true once it is open again. Nobody waits long for a board once the input has ended. */
type ComeBack = (reason: CloseReason, isAwaited: boolean) => Promise<boolean>;

async function join(
  link: Link,
  open: () => Promise<void>,
  streams: Streams,
  comeBack: ComeBack,
): Promise<number> {
  const { output } = streams;
  const prompt = new PromptWatcher();
  const decoder = new TextDecoder('latin1');
  let isOpen = false;
  let heard = false;
  let inputEnded = false;
  let leaving: NodeJS.Timeout | undefined;
  let end!: (status: number) => void;
  const ended = new Promise<number>((resolve) => (end = resolve));

  const leaveWhenSettled = () => {
    clearTimeout(leaving);
    if (inputEnded && prompt.atPrompt) leaving = setTimeout(() => end(0), settled);
  };
  link.onData((bytes) => {
    heard = true;
    prompt.watch(decoder.decode(bytes));
    leaveWhenSettled();
    if (!output.write(bytes)) link.pause();
  });
  output.on('drain', () => link.resume());
  const input = new ReplInput(streams.input, link, {
    leave: (status) => end(status),
    ended: () => {
      inputEnded = true;
      leaveWhenSettled();
      // A board that showed its prompt before anybody listened is as silent as one whose program runs.
      if (!heard && !link.capabilities.startsOnOpen)
        void link.write(Uint8Array.of(enter)).catch(() => undefined);
    },
  });
  link.onClose((reason) => {
    isOpen = false;
    input.closed();
    void comeBack(reason, !inputEnded).then((isBack) => {
      if (!isBack) return end(2);
      isOpen = true;
      input.opened();
    });
  });
  output.on('error', () => end(0));
  streams.onSignal((signal) => {
    if (signal === 'end') end(0);
    else if (!isOpen) end(130);
    else void link.write(Uint8Array.of(interrupt)).catch(() => undefined);
  });
  const early = await Promise.race([open(), ended]);
  if (early !== undefined) return early;
  isOpen = true;
  input.opened();
  return ended;
}

function lostProblem(reason: CloseReason, board: string): Problem {
  return describeProblem(reason === 'unplugged' ? 'board-gone' : 'board-broken-off', { board });
}
