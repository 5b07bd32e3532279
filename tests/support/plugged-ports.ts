/** Serial ports that a test of the window plugs in, with real firmware behind them where it wants some. */

import { spawn, type ChildProcess } from 'node:child_process';
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { ListedPort } from '../../electron/boards/serial/listed-port.ts';
import { firmwareFiles, firmwareFolder, type FirmwareName } from './firmware-files.ts';
import type { ServeOptions } from './served-nibble.ts';

const commandLine = fileURLToPath(new URL('../../out/host/cli.js', import.meta.url));

/** The USB identity of a Pico with MicroPython. */
export const micropython = { vendorId: 0x2e8a, productId: 0x0005 };

/** The ports that a Nibble finds which is served by `serial-server.js`. */
export class PluggedPorts {
  readonly #file: string;
  #ports: readonly ListedPort[] = [];

  /** `folder` is absolute and belongs to the test. */
  constructor(folder: string) {
    this.#file = join(folder, 'ports.json');
    this.#write();
  }

  /** How to serve a Nibble that finds them. */
  get serve(): ServeOptions {
    return {
      server: fileURLToPath(new URL('serial-server.js', import.meta.url)),
      environment: { NIBBLE_TEST_PORTS: this.#file },
    };
  }

  /** Lists a port; one of the same path is replaced. */
  plugIn(port: ListedPort): void {
    this.#ports = [...this.#ports.filter(({ path }) => path !== port.path), port];
    this.#write();
  }

  /** Lists a port no more. */
  unplug(path: string): void {
    this.#ports = this.#ports.filter((port) => port.path !== path);
    this.#write();
  }

  #write(): void {
    writeFileSync(`${this.#file}.new`, JSON.stringify(this.#ports));
    renameSync(`${this.#file}.new`, this.#file);
  }
}

/** A Pico with real firmware at a pseudo-terminal, emulated by a process of its own. */
export class TerminalPico {
  readonly path: string;
  readonly #folder: string;
  readonly #firmware: FirmwareName;
  #process: ChildProcess | undefined;

  /** `folder` is absolute and belongs to this Pico alone: its flash lives there, and its port. */
  constructor(folder: string, firmware: FirmwareName = 'pico') {
    this.#folder = folder;
    this.#firmware = firmware;
    this.path = join(folder, 'tty');
  }

  /** Gives it power; answers once its port can be opened. Its files are those of the last time. */
  async plugIn(): Promise<void> {
    const firmware = join(firmwareFolder ?? '', firmwareFiles[this.#firmware]);
    const words = ['emulator', '--pty', '--link', this.path, '--firmware', firmware];
    const child = spawn(process.execPath, [commandLine, ...words], {
      cwd: this.#folder, // the test's own may be gone by now
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, NIBBLE_DATA_DIR: join(this.#folder, 'data') },
    });
    this.#process = child;
    await new Promise<void>((resolve, reject) => {
      createInterface({ input: child.stdout }).once('line', () => resolve());
      child.once('close', (status) => reject(new Error(`The Pico ended with ${status}.`)));
    });
  }

  /** Takes its power; its port is gone when this answers. */
  async unplug(): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (child?.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
    child.kill('SIGTERM');
    await ended;
  }
}
