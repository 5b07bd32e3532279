#!/usr/bin/env node
/** The command line as a program: `nibble run|repl|boards`. */

import { commandLine } from './command-line/command-line.ts';
import { processStreams } from './command-line/streams.ts';

// What still listens (a terminal, a pipe that nobody closes) must not keep the process.
process.exit(await commandLine(process.argv.slice(2), processStreams));
