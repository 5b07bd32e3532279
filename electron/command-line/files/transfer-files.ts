/** `nibble cp` and `nibble mv`: files to the board, from it, and on it. */

import type { Clock } from '../../../runtime/clock.ts';
import { t } from '../../../resources/messages/messages.ts';
import { sizeWords } from '../../../resources/messages/sizes.ts';
import type { Board } from '../../boards/board.ts';
import { pathIn } from '../../explorer/file-root.ts';
import { carryOut, type TransferProgress, type TransferResult } from '../../explorer/transfer.ts';
import { planTransfer, type PlannedEntry } from '../../explorer/transfer-plan.ts';
import { printableName } from '../../local-files/file-names.ts';
import { CommandError } from '../command-error.ts';
import { spaceOn, type FileJob } from './file-job.ts';
import type { TransferWords } from './file-words.ts';
import type { Places } from './places.ts';
import { ProgressLine } from './progress-line.ts';
import { report, type Planned } from './transfer-report.ts';
import { wantedTransfers } from './wanted-transfers.ts';

/** Looks first whether all of it can be done, then does it; the value is the exit status. */
export async function transferFiles(
  words: TransferWords,
  job: FileJob,
  places: Places,
  clock: Clock,
): Promise<number> {
  const planned: Planned[] = [];
  for (const transfer of await wantedTransfers(words, job, places)) {
    const plan = await planTransfer(transfer, job.signal);
    const wrong = words.replace ? plan.conflicts.find(({ replaceable }) => !replaceable) : undefined;
    if (wrong) throw new CommandError(t('commandLine:otherKind', { name: printableName(wrong.path) }));
    planned.push({ transfer, plan });
  }
  requireDifferent(planned);
  await requireSpace(planned, job.board);
  const line = new ProgressLine(job.streams.errors, clock);
  const results: TransferResult[] = [];
  try {
    for (const { transfer, plan } of planned) {
      const result = await carryOut(transfer, plan, {
        signal: job.signal,
        decide: () => (words.replace ? 'replace' : 'skip'),
        progress: (progress) => line.show(inAll(progress, planned, results)),
      });
      results.push(result);
      if (result.ended) break;
    }
  } finally {
    line.clear();
  }
  return report(results, planned, job);
}

/** No two become one. Only folders that are there take in what comes from several. */
function requireDifferent(planned: readonly Planned[]): void {
  const taken = new Set<string>();
  const take = (entries: readonly PlannedEntry[], folder: string): void => {
    for (const { name, kind, inTheWay, inside } of entries) {
      const path = pathIn(folder, name);
      const merges = kind === 'folder' && inTheWay === 'folder';
      if (!merges && taken.has(path)) {
        throw new CommandError(t('commandLine:twice', { name: printableName(path) }));
      }
      taken.add(path);
      take(inside, path);
    }
  };
  for (const { transfer, plan } of planned) take(plan.entries, transfer.folder);
}

/** A folder that does not fit is not begun. */
async function requireSpace(planned: readonly Planned[], board: Board): Promise<void> {
  const coming = planned.filter(
    ({ transfer }) => transfer.target.isSlow && !(transfer.move && transfer.sameRoot),
  );
  const needed = coming.reduce((sum, { plan }) => sum + plan.newBytes, 0);
  if (needed === 0) return;
  const { free } = await spaceOn(board);
  if (needed <= free) return;
  const sizes = { needed: sizeWords(needed), free: sizeWords(free) };
  throw new CommandError(t('commandLine:noSpace', { ...sizes, board: board.label }));
}

/** How far all of it is, where one transfer is so far and those before it are done. */
function inAll(
  { done, bytes, name, ...rest }: TransferProgress,
  planned: readonly Planned[],
  before: readonly unknown[],
): TransferProgress {
  const sum = (plans: readonly Planned[], what: 'files' | 'bytes'): number =>
    plans.reduce((total, { plan }) => total + plan[what], 0);
  const ended = planned.slice(0, before.length);
  const totalBytes = sum(planned, 'bytes');
  const through = sum(ended, 'bytes') + bytes;
  return {
    done: sum(ended, 'files') + done,
    files: sum(planned, 'files'),
    name,
    bytes: through,
    totalBytes,
    share: totalBytes > 0 ? through / totalBytes : rest.share,
  };
}
