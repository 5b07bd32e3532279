/** A shipped example on a simulated board: started as it is, watched and pressed from outside. */

import { readFileSync } from 'node:fs';
import type { TestContext } from 'vitest';
import type { HardwareSnapshot, VirtualHardware } from '../../runtime/hardware/virtual-hardware.ts';
import { SimulatedBoard } from './simulated-board.ts';

/** A change that was seen, and when: milliseconds since the program began. */
export interface Seen<T> {
  readonly at: number;
  readonly value: T;
}

/** How often the pins are looked at, in milliseconds. */
const lookEvery = 4;

/** One running example. */
export class ExampleBoard {
  readonly hardware: VirtualHardware;

  private constructor(
    readonly board: SimulatedBoard,
    readonly atEnd: TestContext['onTestFinished'],
  ) {
    this.hardware = board.link.capabilities.hardware!;
  }

  /** Starts an example; the board goes when the test has ended, which `atEnd` tells. */
  static async run(id: string, atEnd: TestContext['onTestFinished']): Promise<ExampleBoard> {
    const board = await SimulatedBoard.start();
    atEnd(() => board.end());
    await board.prompt();
    const text = readFileSync(new URL(`../../resources/examples/${id}.py`, import.meta.url), 'utf8');
    const example = new ExampleBoard(board, atEnd);
    await board.begin(text);
    return example;
  }

  /** What it printed so far, without the protocol around it. */
  get printed(): string {
    return this.board.received.replace(/^OK/, '').replaceAll('\r\n', '\n');
  }

  /** Waits until the pins are as wanted. */
  async until(wanted: (now: HardwareSnapshot) => boolean): Promise<void> {
    await this.watch(
      (now) => wanted(now),
      (seen) => seen.at(-1)!.value,
    );
  }

  /** Records every change of what `look` sees, until `enough` of them are there. */
  watch<T>(look: (now: HardwareSnapshot) => T, enough: (seen: Seen<T>[]) => boolean): Promise<Seen<T>[]> {
    const start = performance.now();
    const seen: Seen<T>[] = [];
    return new Promise((resolve) => {
      const timer = setInterval(() => {
        const value = look(this.hardware.snapshot());
        if (seen.length > 0 && seen.at(-1)!.value === value) return;
        seen.push({ at: performance.now() - start, value });
        if (enough(seen)) end();
      }, lookEvery);
      const end = (): void => {
        clearInterval(timer);
        resolve(seen);
      };
      this.atEnd(end);
    });
  }

  /** Presses BOOTSEL until `until` holds, and lets go. */
  async press(until: () => Promise<void>): Promise<void> {
    this.hardware.pressBootsel(true);
    await until();
    this.hardware.pressBootsel(false);
  }

  /** Presses Stop and returns how the program ended. */
  async stop(): Promise<{ output: string; error: string }> {
    await this.board.interrupt();
    return this.board.finish();
  }
}

/** How long each value lasted, in milliseconds. The last one is still going on and left out. */
export function lengths<T>(seen: readonly Seen<T>[]): { value: T; length: number }[] {
  return seen.slice(1).map(({ at }, index) => ({ value: seen[index]!.value, length: at - seen[index]!.at }));
}
