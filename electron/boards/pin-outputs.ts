/** What a board's pins drive: which are on, and turning all of them off. */

import { outputsLeftOn, type OutputLeftOn } from '../../runtime/hardware/outputs-left-on.ts';
import type { VirtualHardware } from '../../runtime/hardware/virtual-hardware.ts';
import type { BoardConnection } from './board-connection.ts';
import type { ConversationTurns } from './conversation-turns.ts';
import type { HelperJob } from './helper/helper-job.ts';
import type { HelperPart } from './helper/helper-part.ts';
import type { PromptJobs } from './prompt-jobs.ts';
import outputs from './python/outputs.py?raw';

const outputsPart: HelperPart = { name: 'outputs', source: outputs };
/** A board that does not say so soon is not waited for: Stop is to be over. In milliseconds. */
const patience = 2000;

/** How to get at a board's pins. */
export interface PinOutputParts {
  readonly turns: ConversationTurns;
  readonly jobs: PromptJobs;
  /** Its pins, where they can be looked at past its interpreter. */
  readonly watched: () => VirtualHardware | undefined;
  /** Its pins, where they can be turned off past its interpreter. */
  readonly driven: () => VirtualHardware | undefined;
}

/** The outputs of one board. Where nothing else reaches them, its helper reads and writes them at the prompt. */
export class PinOutputs {
  readonly #parts: PinOutputParts;

  constructor(parts: PinOutputParts) {
    this.#parts = parts;
  }

  /** The outputs that are on; none where the board does not say. */
  on(): Promise<readonly OutputLeftOn[]> {
    return this.#on((job) => this.#parts.jobs.run(job, { patience, outlastsStop: true }));
  }

  /** The same, within a turn. */
  onWithin(connection: BoardConnection): Promise<readonly OutputLeftOn[]> {
    return this.#on((job) => this.#parts.turns.runHelperJob(connection, job, { patience }));
  }

  /** Turns every output off. Throws what jobs throw. */
  async turnOff(): Promise<void> {
    const hardware = this.#parts.driven();
    if (hardware) hardware.outputsOff();
    else await this.#parts.jobs.run((helper) => helper.call(outputsPart, 'outputs_off'));
  }

  async #on(run: (job: HelperJob<readonly OutputLeftOn[]>) => Promise<readonly OutputLeftOn[]>) {
    const hardware = this.#parts.watched();
    if (hardware) return outputsLeftOn(hardware.snapshot());
    return run(outputsOn).catch(() => []);
  }
}

const outputsOn: HelperJob<readonly OutputLeftOn[]> = function* (helper) {
  const on = yield* helper.call<[OutputLeftOn['pin'], number, boolean][]>(outputsPart, 'outputs_on');
  return on.map(([pin, duty, pwm]) => ({ pin, duty, pwm }));
};
