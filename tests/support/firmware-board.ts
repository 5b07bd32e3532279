/** A Board over a Pico with real firmware, in simulated time. */

import type { BoardOptions } from '../../electron/boards/board-options.ts';
import type { FirmwareName } from './firmware-files.ts';
import { FirmwareLink } from './firmware-link.ts';
import { FirmwarePico } from './firmware-pico.ts';
import { TestBoard } from './test-board.ts';

/** Longest time for a job, in simulated milliseconds. */
const patience = 60_000;

/** What a test sees of it: the Board, and time that passes while it waits for it. */
export class FirmwareBoard extends TestBoard {
  readonly link: FirmwareLink;

  /** Over a Pico whose serial port nobody has open. */
  constructor(pico: FirmwarePico, options: Partial<BoardOptions> = {}) {
    const link = new FirmwareLink(pico);
    super(link, { clock: link.time, ...options });
    this.link = link;
  }

  /** Connected to a Pico; `prepare` finds it at its prompt, with its serial port open, and leaves it so. */
  static async connected(
    prepare: (pico: FirmwarePico) => void = () => undefined,
    firmware: FirmwareName = 'pico',
  ): Promise<FirmwareBoard> {
    const pico = await FirmwarePico.atPrompt(firmware);
    prepare(pico);
    pico.pico.closeSerial();
    pico.pass(20);
    const subject = new FirmwareBoard(pico);
    await subject.wait(subject.board.connect());
    return subject;
  }

  /** Lets time pass until a job has ended, and ends as it did. */
  wait<Result>(job: Promise<Result>, limit = patience): Promise<Result> {
    return this.link.time.until(job, limit);
  }

  /** Lets time pass until a condition holds. */
  override until(condition: () => boolean): Promise<void> {
    return this.wait(super.until(condition));
  }

  /** Lets so many milliseconds pass. */
  pass(milliseconds: number): Promise<void> {
    return this.link.time.pass(milliseconds);
  }
}
