/** The command line: the same host as the window's, without a window. */

import { version } from '../../package.json';
import { t } from '../../resources/messages/messages.ts';
import type { SerialSystem } from '../boards/serial/listed-port.ts';
import { SerialSource } from '../boards/serial/serial-source.ts';
import { SystemPorts } from '../boards/serial/system-ports.ts';
import { dataFolder, documentsFolder } from '../data-folder.ts';
import { createHost } from '../host.ts';
import { ProblemError } from '../problem.ts';
import { defaultsFiles } from '../settings/defaults-files.ts';
import { UsageError } from '../usage-error.ts';
import { serveTerminal } from './emulator-terminal.ts';
import { listBoards } from './list-boards.ts';
import { joinRepl } from './repl.ts';
import { runFile } from './run.ts';
import { flushed, type Streams } from './streams.ts';
import { readWords, type Command } from './words.ts';

/**
 * Carries out `nibble` with these words; the value is the exit status. What goes wrong is one line on
 * standard error and status 2. `serial` replaces this computer's ports in tests.
 */
export async function commandLine(
  words: readonly string[],
  streams: Streams,
  serial: SerialSystem = new SystemPorts(),
): Promise<number> {
  let status: number;
  try {
    status = await carryOut(readWords(words), streams, serial);
  } catch (error) {
    if (!(error instanceof UsageError) && !(error instanceof ProblemError)) throw error;
    complain(streams, error.message);
    status = 2;
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
    streams.output.write(`${command.name === 'help' ? t('commandLine:usage') : version}\n`);
    return 0;
  }
  const host = await createHost({
    dataFolder: dataFolder(),
    documentsFolder: documentsFolder(),
    defaultsFiles: defaultsFiles(),
    door: 'command-line',
    sources: [new SerialSource(serial)],
    emulatorPace: 'fast' in command && command.fast ? 'fast' : 'real',
    told: ({ message, hint }) => complain(streams, `${message} ${hint}`),
  });
  try {
    if (command.name === 'run') return await runFile(host.boards, command, streams);
    if (command.name === 'repl') return await joinRepl(host.boards, command, streams);
    if (command.name === 'emulator') return await serveTerminal(host.boards, command, streams);
    return await listBoards(host.boards, command.json, streams);
  } finally {
    await host.close();
  }
}
