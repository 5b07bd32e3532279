/** The board's helper on an emulated Pico in simulated time: jobs with it take no longer than they have to. */

import { carryOutJob, type HelperJob } from '../../electron/boards/helper/helper-job.ts';
import type { RunHelperJob } from '../../electron/boards/repl-files/repl-files.ts';
import { Conversation } from '../../runtime/repl/conversation.ts';
import type { FirmwarePico } from './firmware-pico.ts';

/** What happens while a job is carried out. */
export interface JobWatch {
  /** What others printed. */
  readonly output?: (text: string) => void;
  /** Called every millisecond of simulated time; what it throws ends the job here, though not on the board. */
  readonly tick?: () => void;
  /** Simulated time after which a job fails that has not ended, in milliseconds. */
  readonly patience?: number;
}

/** MicroPython 1.19.1 looks at full packets only when a short one has followed (see `SerialLink.write`). */
function endingShort(bytes: Uint8Array): Uint8Array {
  return bytes.length > 0 && bytes.length % 64 === 0 ? bytes.subarray(0, -1) : bytes;
}

/** Carries out jobs on a Pico that is at its prompt. The computer looks at the cable every millisecond. */
export function helperOn(board: FirmwarePico, watch: JobWatch = {}): RunHelperJob {
  return async <Result>(job: HelperJob<Result>) => {
    let unsent: Uint8Array = new Uint8Array(0);
    const conversation = new Conversation((incoming) => carryOutJob(incoming, job, { clearLine: false }), {
      send: (bytes) => (unsent = Buffer.concat([unsent, bytes])),
      settle: () => undefined,
      output: (bytes) => watch.output?.(Buffer.from(bytes).toString()),
    });
    const previous = board.pico.onSerialData;
    board.pico.onSerialData = (bytes) => conversation.feed(Uint8Array.from(bytes));
    conversation.begin();
    try {
      board.until(() => {
        watch.tick?.();
        unsent = unsent.subarray(board.pico.writeSerial(endingShort(unsent)));
        return conversation.end !== undefined;
      }, watch.patience ?? 60_000);
    } finally {
      board.pico.onSerialData = previous;
    }
    const outcome = conversation.end!.result;
    if ('error' in outcome) throw outcome.error;
    return outcome.result;
  };
}
