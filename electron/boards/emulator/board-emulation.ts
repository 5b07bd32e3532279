/** What a board has that is emulated: a cable and buttons to be used from here, and how the emulation goes. */

import type { BootselDriveSource } from '../../../runtime/bootsel-drive.ts';
import type { Clock } from '../../../runtime/clock.ts';
import type { Emulation } from '../../../runtime/emulator/emulation.ts';
import { hexadecimalWord } from '../../../runtime/hexadecimal.ts';
import type { Link } from '../../../runtime/link.ts';
import type { BoardState, EmulationSummary } from '../../api.ts';
import { describeProblem, ProblemError } from '../../problem.ts';
import { alreadyHolds, type FirmwareFile } from './firmware-file.ts';
import { installFirmware } from './install-firmware.ts';

/** What it is made from. */
export interface BoardEmulationOptions {
  readonly link: Link;
  readonly clock: Clock;
  readonly emulation: Emulation;
  readonly drives: BootselDriveSource | undefined;
  readonly flashFile: string | undefined;
  /** The board's name for people. */
  readonly board: string;
  /** `summary` or `state` may be different now. */
  readonly changed: () => void;
  /** It began to run firmware. */
  readonly started: () => void;
}

/** The emulated side of one board, for as long as its Link is used. */
export class BoardEmulation {
  readonly #options: BoardEmulationOptions;
  readonly #unsubscribe: readonly (() => void)[];
  #mode: EmulationSummary['mode'];
  #held = false;
  #installing: number | null = null;

  constructor(options: BoardEmulationOptions) {
    this.#options = options;
    const { emulation, drives, changed } = options;
    this.#mode = emulation.status.mode;
    this.#unsubscribe = [
      emulation.onChange(() => this.#look()),
      drives?.onChange(changed) ?? (() => undefined),
    ];
  }

  get summary(): EmulationSummary {
    const { mode, speed, notEmulated, crash } = this.#options.emulation.status;
    return {
      mode,
      // It is faster only for moments in which it catches up.
      percent: speed === null ? null : Math.min(100, Math.round(100 * speed)),
      notEmulated,
      crashedAt: crash && hexadecimalWord(crash.address),
      drive: this.#options.drives?.list()[0]?.volume ?? null,
      installing: this.#installing,
      bootselHeld: this.#held,
    };
  }

  /** What the board's state is because nothing can talk through its USB; else `null`. */
  get state(): BoardState | null {
    const { mode, crash } = this.#options.emulation.status;
    const { board } = this.#options;
    switch (mode) {
      case 'off':
        return { name: 'gone', problem: describeProblem('board-off', { board }) };
      case 'bootsel':
        return { name: 'bootsel', problem: describeProblem('board-bootsel', { board }) };
      case 'crashed': {
        const address = hexadecimalWord(crash?.address ?? 0);
        return { name: 'crashed', problem: describeProblem('board-crashed', { board, address }) };
      }
      case 'running':
        return null;
    }
  }

  /** Takes the cable out. */
  unplug(): Promise<void> {
    return this.#options.emulation.unplug();
  }

  /** Puts the cable in. Throws `ProblemError` where somebody else has the board. */
  plugIn(): Promise<void> {
    return this.#options.emulation.plugIn();
  }

  /** Presses reset. */
  reset(): Promise<void> {
    return this.#options.emulation.reset();
  }

  /** Holds the BOOTSEL button, or lets it go. */
  holdBootsel(held: boolean): void {
    this.#held = held;
    this.#options.link.capabilities.holdBootsel?.(held);
    this.#options.changed();
  }

  /**
   * Installs firmware; with `unlessThere` only where the flash does not hold exactly that already. True if it was
   * installed. Throws `ProblemError`.
   */
  async install(firmware: FirmwareFile, { unlessThere = false } = {}): Promise<boolean> {
    const { link, clock, drives, board, flashFile, changed } = this.#options;
    if (!drives) throw new ProblemError('board-not-emulated', { board });
    if (unlessThere && flashFile !== undefined && (await alreadyHolds(flashFile, firmware))) return false;
    const progress = (share: number): void => {
      this.#installing = share;
      changed();
    };
    progress(0);
    try {
      await installFirmware({ link, clock, drives, board, firmware, progress });
      this.#held = false;
      return true;
    } finally {
      this.#installing = null;
      changed();
    }
  }

  /** Takes its power and forgets it. */
  async end(): Promise<void> {
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    await this.unplug();
    await this.#options.drives?.settled();
  }

  #look(): void {
    const before = this.#mode;
    this.#mode = this.#options.emulation.status.mode;
    this.#options.changed();
    if (before !== 'running' && this.#mode === 'running') this.#options.started();
  }
}
