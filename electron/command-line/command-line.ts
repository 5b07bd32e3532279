/** The command line: the same host as the window's, without a window. */

import { version } from '../../package.json';
import { systemClock } from '../../runtime/clock.ts';
import type { SerialSystem } from '../boards/serial/listed-port.ts';
import { SerialSource } from '../boards/serial/serial-source.ts';
import { SystemPorts } from '../boards/serial/system-ports.ts';
import { dataFolder, documentsFolder } from '../data-folder.ts';
import { createHost, type Host } from '../host.ts';
import { defaultsFiles } from '../settings/defaults-files.ts';
import { asCommandError, problemWords, statuses } from './command-error.ts';
import { serveTerminal } from './emulator-terminal.ts';
import { inspect } from './firmware/inspect.ts';
import { fileCommand } from './files/file-command.ts';
import { helpWords } from './help.ts';
import { listBoards } from './list-boards.ts';
import { joinRepl } from './repl.ts';
import { runFile } from './run.ts';
import { flushed, write, type Streams } from './streams.ts';
import { readWords, type Command } from './words.ts';

/** After Ctrl-C, what is still open is given so long to close in order; in milliseconds. */
const closingTime = 300;

/**
 * Carries out `nibble` with these words; the value is the exit status. What goes wrong is one line on
 * standard error, see `asCommandError`. `serial` replaces this computer's ports in tests.
 */
export async function commandLine(
  words: readonly string[],
  streams: Streams,
  serial: SerialSystem = new SystemPorts(),
): Promise<number> {
  // Whoever writes is told; without a listener it would be the end of the process.
  for (const stream of [streams.output, streams.errors]) stream.on('error', () => undefined);
  let status: number;
  try {
    status = await carryOut(readWords(words), streams, serial);
  } catch (error) {
    const ended = asCommandError(error);
    if (!ended) throw error;
    complain(streams, ended.message);
    status = ended.status;
  }
  await Promise.all([flushed(streams.output), flushed(streams.errors)]);
  return status;
}

/** One line, whatever it says. */
function complain(streams: Streams, sentences: string): void {
  streams.errors.write(`${sentences.replaceAll('\n', ' ')}\n`);
}

async function carryOut(command: Command, streams: Streams, serial: SerialSystem): Promise<number> {
  if (command.name === 'help' || command.name === 'version') {
    await write(streams.output, `${command.name === 'help' ? helpWords(command.about) : version}\n`);
    return statuses.done;
  }
  if (command.name === 'firmware') return inspect(command, streams);
  const host = await createHost({
    dataFolder: dataFolder(),
    documentsFolder: documentsFolder(),
    defaultsFiles: defaultsFiles(),
    door: 'command-line',
    sources: [new SerialSource(serial)],
    emulatorPace: 'fast' in command && command.fast ? 'fast' : 'real',
    told: (problem) => complain(streams, problemWords(problem)),
  });
  let isInterrupted = false;
  try {
    return await carryOutOn(host, command, streams);
  } catch (error) {
    isInterrupted = asCommandError(error)?.status === statuses.interrupted;
    throw error;
  } finally {
    const closed = host.close();
    await (isInterrupted ? Promise.race([closed, after(closingTime)]) : closed);
  }
}

function carryOutOn(
  host: Host,
  command: Exclude<Command, { name: 'help' | 'version' | 'firmware' }>,
  streams: Streams,
): Promise<number> {
  const { boards } = host;
  switch (command.name) {
    case 'run':
      return runFile(boards, command, streams);
    case 'repl':
      return joinRepl(boards, command, streams);
    case 'boards':
      return listBoards(boards, command.json, streams);
    case 'emulator':
      return serveTerminal(boards, command, streams);
    default:
      return fileCommand(host, command, streams, systemClock);
  }
}

function after(milliseconds: number): Promise<void> {
  return new Promise((resolve) => systemClock.after(milliseconds, resolve));
}
