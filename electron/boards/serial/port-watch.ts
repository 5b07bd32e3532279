/** The host's end of the process that watches the ports: starts it, listens to it, and makes it anew when it is stuck. */

import { fork } from 'node:child_process';
import { uptime } from 'node:os';
import { fileURLToPath } from 'node:url';
import { systemClock, type Clock } from '../../../runtime/clock.ts';
import type { Unsubscribe } from '../../../runtime/link.ts';
import type { Problem } from '../../api.ts';
import { builtFile } from '../../built-files.ts';
import { describeProblem } from '../../problem.ts';
import type { ListedPort, SerialSystem } from './listed-port.ts';
import type { PortMessage } from './port-watch-loop.ts';
import { hasSystemPort } from './system-ports.ts';

/** The process, as its parent sees it. */
export interface PortProcess {
  onMessage(listener: (message: PortMessage) => void): void;
  /** It ended, or could not be started. */
  onEnd(listener: () => void): void;
  kill(): void;
}

/** Starts the process; another way in Electron, whose binary runs no plain Node. `file` is absolute. */
export type StartPortProcess = (file: string) => PortProcess;

/** What the watch may be given; all of it has a usual value. */
export interface PortWatchOptions {
  readonly start?: StartPortProcess;
  readonly clock?: Clock;
  /** Absolute path of the built process. */
  readonly file?: () => string;
}

/** A process that says nothing for this long is stuck, in milliseconds: it looks more than once a second. */
export const patience = 10_000;

/** Between its end and the next start, in milliseconds; twice as long each time, up to the last. */
const pauses = { first: 1000, last: 60_000 };

/** The process and Electron may both notice that the computer woke; in milliseconds. */
const sameWake = 10_000;

/** So many processes that list nothing are no accident. */
const failuresToTell = 3;

/** The ports of this computer, watched by another process from the first listener to the last. */
export class PortWatch implements SerialSystem {
  readonly #start: StartPortProcess;
  readonly #clock: Clock;
  readonly #file: () => string;
  readonly #changeListeners = new Set<() => void>();
  readonly #wakeListeners = new Set<() => void>();
  readonly #problemListeners = new Set<(problem: Problem) => void>();
  #process: PortProcess | null = null;
  #ports: readonly ListedPort[] = [];
  #failures = 0;
  #wokeAt = -Infinity;
  #cancelPatience = (): void => undefined;
  #cancelStart = (): void => undefined;

  constructor({ start = forkPortProcess, clock = systemClock, file = builtProcess }: PortWatchOptions = {}) {
    this.#start = start;
    this.#clock = clock;
    this.#file = file;
  }

  /** What the process saw last; nothing until it has looked. */
  async listPorts(): Promise<readonly ListedPort[]> {
    return this.#ports;
  }

  hasPort(path: string): boolean {
    return hasSystemPort(path);
  }

  onChange(listener: () => void): Unsubscribe {
    const own = (): void => listener(); // the same listener may come twice
    this.#changeListeners.add(own);
    if (!this.#process) this.#begin();
    return () => {
      this.#changeListeners.delete(own);
      if (this.#changeListeners.size === 0) this.#end();
    };
  }

  onWake(listener: () => void): Unsubscribe {
    this.#wakeListeners.add(listener);
    return () => this.#wakeListeners.delete(listener);
  }

  onProblem(listener: (problem: Problem) => void): Unsubscribe {
    this.#problemListeners.add(listener);
    return () => this.#problemListeners.delete(listener);
  }

  /** To be called when the computer woke from sleep, where the process is not the only one that notices. */
  woke(): void {
    const now = this.#clock.now();
    if (now - this.#wokeAt < sameWake) return;
    this.#wokeAt = now;
    tellAll(this.#wakeListeners);
  }

  #begin(): void {
    this.#cancelStart();
    const process = (this.#process = this.#start(this.#file()));
    process.onMessage((message) => {
      if (process === this.#process) this.#hear(message);
    });
    process.onEnd(() => {
      if (process === this.#process) this.#lost('exit');
    });
    this.#waitForNext();
  }

  #hear(message: PortMessage): void {
    this.#waitForNext();
    if ('woke' in message) return this.woke();
    if ('failed' in message) return this.#failed(message.failed);
    this.#failures = 0;
    if (!message.ports) return;
    this.#ports = message.ports;
    tellAll(this.#changeListeners);
  }

  /** The ports cannot be listed. What was seen last counts until they can: a connection may well go on. */
  #failed(reason: string): void {
    if (++this.#failures !== failuresToTell) return;
    const problem = describeProblem('ports-unlisted', { reason });
    for (const listener of [...this.#problemListeners]) listener(problem);
  }

  /** It ended, or does not say anything any more. */
  #lost(reason: string): void {
    this.#end();
    const pause = Math.min(pauses.first * 2 ** this.#failures, pauses.last);
    this.#cancelStart = this.#clock.after(pause, () => this.#begin());
    this.#failed(reason);
  }

  #waitForNext(): void {
    this.#cancelPatience();
    const since = uptime();
    this.#cancelPatience = this.#clock.after(patience, () => {
      // A computer that slept gives it another chance.
      const waited = (uptime() - since) * 1000;
      if (waited > 2 * patience) this.#waitForNext();
      else this.#lost('timeout');
    });
  }

  #end(): void {
    this.#cancelPatience();
    this.#cancelStart();
    const process = this.#process;
    this.#process = null;
    process?.kill();
  }
}

function tellAll(listeners: ReadonlySet<() => void>): void {
  for (const listener of [...listeners]) listener();
}

function builtProcess(): string {
  return fileURLToPath(builtFile('port-watch-process.js'));
}

/** A child of Node's own; it neither keeps this process nor outlives it. */
export function forkPortProcess(file: string): PortProcess {
  const child = fork(file, [], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'], execArgv: [] });
  child.unref();
  child.channel?.unref();
  return {
    onMessage: (listener) => void child.on('message', listener),
    onEnd: (listener) => {
      child.once('exit', listener);
      child.once('error', listener);
    },
    kill: () => void child.kill('SIGKILL'),
  };
}
