/** Many attempts, and what they came to. */

import type { Fault } from '../support/faulty-lane.ts';
import { attempt } from './attempt.ts';
import type { DeskMaker } from './desk.ts';
import type { Operation } from './operations.ts';
import { nameOf, type Traffic } from './points.ts';

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

/** Tries an operation without any fault: what goes each way is what faults can meet. */
export async function trafficOf(desks: DeskMaker, operation: Operation): Promise<Traffic> {
  const { ended, passed } = await attempt(desks, operation);
  if (ended !== 'done') throw new Error(`Without a fault, ${operation.name} ends as ${ended}`);
  return passed;
}

/** Tries all faults in an operation, on several desks at a time. */
export async function tryAll(
  desks: readonly DeskMaker[],
  operation: Operation,
  faults: Iterable<Fault>,
  report: (line: string) => void = () => undefined,
): Promise<CampaignResult> {
  const waiting = faults[Symbol.iterator]();
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
