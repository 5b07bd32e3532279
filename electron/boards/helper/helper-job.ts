/** A job that calls the helper, as a conversation from the friendly prompt back to it. */

import type { Routine } from '../../../runtime/repl/conversation.ts';
import type { Incoming } from '../../../runtime/repl/incoming.ts';
import { clearLine, enterRawRepl, leaveRawRepl } from '../../../runtime/repl/prompts.ts';
import type { ProgramOptions } from '../../../runtime/repl/raw-repl.ts';
import { HelperCaller } from './helper-caller.ts';

/** Calls of the helper and what is made of their answers. May throw. */
export type HelperJob<Result> = (helper: HelperCaller) => Routine<Result>;

/** How a job is carried out. */
export interface JobOptions extends Pick<ProgramOptions, 'clearLine'> {
  /** Interrupts what the job is doing. */
  readonly ending?: AbortSignal | undefined;
}

/** What came of a job. */
export type JobOutcome<Result> = { readonly result: Result } | { readonly error: unknown };

/** Carries a job out. Whatever it throws is its outcome, once the board is at its prompt again. */
export function* carryOutJob<Result>(
  incoming: Incoming,
  job: HelperJob<Result>,
  { clearLine: isLineToBeCleared, ending }: JobOptions,
): Routine<JobOutcome<Result>> {
  if (isLineToBeCleared) yield* clearLine(incoming);
  yield* enterRawRepl(incoming);
  const outcome = yield* attempt(new HelperCaller(incoming, ending), job);
  yield { kind: 'phase', phase: 'closing' };
  yield* leaveRawRepl(incoming);
  return outcome;
}

function* attempt<Result>(helper: HelperCaller, job: HelperJob<Result>): Routine<JobOutcome<Result>> {
  try {
    return { result: yield* job(helper) };
  } catch (error) {
    return { error };
  } finally {
    yield* helper.finish();
  }
}
