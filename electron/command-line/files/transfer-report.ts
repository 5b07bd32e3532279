/** What came of copying and moving, in words. */

import { t } from '../../../resources/messages/messages.ts';
import type { TransferResult } from '../../explorer/transfer.ts';
import type { Transfer, TransferPlan } from '../../explorer/transfer-plan.ts';
import { printableName } from '../../local-files/file-names.ts';
import { asFileError, CommandError, statuses } from '../command-error.ts';
import { entryAt, type FileJob } from './file-job.ts';

/** A transfer that was looked into. */
export interface Planned {
  readonly transfer: Transfer;
  readonly plan: TransferPlan;
}

/** So many names are told at once. */
const mostNames = 5;

/** Says what one may not expect; the value is the exit status. Throws `CommandError` where not all was done. */
export async function report(
  results: readonly TransferResult[],
  planned: readonly Planned[],
  { streams, say }: FileJob,
): Promise<number> {
  const done = results.reduce((sum, result) => sum + result.done, 0);
  const skipped = results.reduce((sum, result) => sum + result.skipped, 0);
  const leftOut = results.flatMap((result) => result.leftOut);
  requireWhole(results, planned, done);
  if (skipped > 0) say(t('commandLine:skipped', { count: skipped }));
  if (leftOut.length > 0) {
    const names = listed(leftOut.map(({ path }) => path));
    throw new CommandError(t('commandLine:leftOut', { names, count: leftOut.length }));
  }
  const behind = skipped > 0 ? [] : await leftBehind(planned);
  if (behind.length > 0) say(t('commandLine:leftBehind', { names: listed(behind), count: behind.length }));
  const isMove = planned.some(({ transfer }) => transfer.move);
  if (streams.errors.isTTY && done > 0)
    say(t(isMove ? 'commandLine:moved' : 'commandLine:copied', { count: done }));
  return statuses.done;
}

/** Throws where it ended early. */
function requireWhole(results: readonly TransferResult[], planned: readonly Planned[], done: number): void {
  const ended = results.at(-1)?.ended;
  if (ended === 'cancelled') {
    const count = planned.reduce((sum, { plan }) => sum + plan.files, 0);
    throw new CommandError(t('commandLine:cancelled', { done, count }), statuses.interrupted);
  }
  if (!ended) return;
  const { message, status } = asFileError(ended)!;
  const before = done > 0 ? ` ${t('commandLine:doneBefore', { count: done })}` : '';
  throw new CommandError(message + before, status);
}

/** Folders that were moved and are still there: what is hidden in them was not moved. */
async function leftBehind(planned: readonly Planned[]): Promise<readonly string[]> {
  const behind: string[] = [];
  for (const { transfer, plan } of planned) {
    for (const { kind, from } of plan.entries) {
      if (transfer.move && kind === 'folder' && (await entryAt(transfer.source, from))) behind.push(from);
    }
  }
  return behind;
}

function listed(paths: readonly string[]): string {
  const names = paths.slice(0, mostNames).map(printableName);
  return [...names, ...(paths.length > mostNames ? ['…'] : [])].join(', ');
}
