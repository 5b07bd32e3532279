/** Many attempts, and what they came to. */

import { attempt, type AttemptResult, type Mishap } from './attempt.ts';
import type { DeskMaker } from './desk.ts';
import type { Operation } from './operations.ts';
import { nameOf } from './points.ts';

/** What attempts came to. */
export interface CampaignResult {
  readonly points: number;
  /** How often which way it ended, by kind of mishap: `done`, and codes of problems. */
  readonly endings: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** What must not be, each with the words that repeat it. */
  readonly faults: readonly string[];
}

/** How a campaign tells of itself. */
export type Report = (line: string) => void;

/** Tells how it goes every so many milliseconds. */
const reportEvery = 30_000;

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
  mishaps: readonly Mishap[],
  report: Report = () => undefined,
): Promise<CampaignResult> {
  const waiting = mishaps[Symbol.iterator]();
  const endings: Record<string, Record<string, number>> = {};
  const found: string[] = [];
  const began = performance.now();
  let points = 0;
  let reported = began;
  const sayHowItGoes = (): void => {
    const now = performance.now();
    if (now - reported < reportEvery) return;
    reported = now;
    const left = Math.ceil((((now - began) / points) * (mishaps.length - points)) / 60_000);
    report(
      `${operation.name}: ${points} of ${mishaps.length} points, ${found.length} faults, ${left} min left`,
    );
  };
  const work = async (maker: DeskMaker): Promise<void> => {
    for (let next = waiting.next(); !next.done; next = waiting.next()) {
      const mishap = next.value;
      const outcome = await attempt(maker, operation, mishap).catch((error: unknown) => {
        const name = nameOf(operation, mishap);
        found.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
        report(`${found.at(-1)}\n  NIBBLE_FAULT_POINT="${name}" npm run test:faults -- one-point`);
        return { ended: 'fault' };
      });
      const ofKind = (endings[mishap.kind] ??= {});
      ofKind[outcome.ended] = (ofKind[outcome.ended] ?? 0) + 1;
      points++;
      sayHowItGoes();
    }
  };
  await Promise.all(desks.map(work));
  report(`${operation.name}: all ${points} points, ${found.length} faults, ${JSON.stringify(endings)}`);
  return { points, endings, faults: found };
}
