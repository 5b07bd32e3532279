/** Many attempts, and what they came to. */

import { attempt, type AttemptResult, type Mishap } from './attempt.ts';
import type { DeskMaker } from './desk.ts';
import type { Operation } from './operations.ts';
import { nameOf } from './points.ts';

/** What attempts came to. */
export interface CampaignResult {
  readonly points: number;
  /** How often which way it ended: `done`, and codes of problems. */
  readonly endings: Readonly<Record<string, number>>;
  /** What must not be, each with the words that repeat it. */
  readonly faults: readonly string[];
}

/** Tells how it goes every so many points. */
const reportEvery = 500;

/** Tries an operation without any mishap: what mishaps can meet. */
export async function undisturbed(desks: DeskMaker, operation: Operation): Promise<AttemptResult> {
  const result = await attempt(desks, operation);
  if (result.ended === 'done') return result;
  throw new Error(`Without a mishap, ${operation.name} ends as ${result.ended}`);
}

/** Tries all mishaps in an operation, on several desks at a time. */
export async function tryAll(
  desks: readonly DeskMaker[],
  operation: Operation,
  mishaps: Iterable<Mishap>,
  report: (line: string) => void = () => undefined,
): Promise<CampaignResult> {
  const waiting = mishaps[Symbol.iterator]();
  const endings: Record<string, number> = {};
  const found: string[] = [];
  let points = 0;
  const work = async (maker: DeskMaker): Promise<void> => {
    for (let next = waiting.next(); !next.done; next = waiting.next()) {
      const outcome = await attempt(maker, operation, next.value).catch((error: unknown) => {
        found.push(
          `${nameOf(operation, next.value)}: ${error instanceof Error ? error.message : String(error)}`,
        );
        return { ended: 'fault' };
      });
      endings[outcome.ended] = (endings[outcome.ended] ?? 0) + 1;
      points++;
      if (points % reportEvery === 0) report(`${operation.name}: ${points} points, ${found.length} faults`);
    }
  };
  await Promise.all(desks.map(work));
  report(`${operation.name}: ${points} points, ${found.length} faults, ${JSON.stringify(endings)}`);
  return { points, endings, faults: found };
}
