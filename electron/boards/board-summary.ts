/** A board as windows show it, and whether that is different from before. */

import type { BoardSummary } from '../api.ts';
import type { BoardStanding } from './board-standing.ts';
import type { ConnectionKeeper } from './connection-keeper.ts';

/** What only the board itself knows. */
export interface OwnKnowledge {
  /** Whether a program starts by itself; `undefined` while nobody has looked. */
  readonly startsByItself: boolean | undefined;
  /** It was caught before that, and nothing was started since. */
  readonly wasCaught: boolean;
}

/** Puts everything together that is known. */
export function summarise(
  keeper: ConnectionKeeper,
  standing: BoardStanding,
  { startsByItself, wasCaught }: OwnKnowledge,
): BoardSummary {
  const { id, kind, label, shortName, port, serialNumber, usb, nature, simulated, model } = keeper.found;
  const { emulation, link, connection } = keeper;
  const firmware = connection?.firmware;
  return {
    id,
    kind,
    label,
    state: standing.state,
    ...(shortName !== undefined && { shortName }),
    ...(port !== undefined && keeper.isListed && { port }),
    ...(serialNumber !== undefined && { serialNumber }),
    ...(usb && { usb }),
    ...(nature && { nature }),
    ...(firmware !== undefined && { firmware }),
    ...(standing.isForeign && { foreign: true }),
    ...(wasCaught && startsByItself === true && { caught: true }),
    ...(simulated !== undefined && { simulated }),
    ...(model && { model }),
    ...(link?.capabilities.powerCycle && { switchable: true }),
    ...(startsByItself !== undefined && { startsByItself }),
    ...(emulation && { emulation: emulation.summary }),
  };
}

/** Notices when a summary says something else than the last time. */
export class SummaryChanges {
  #shown = '';

  /** Whether it does. */
  isNews(summary: BoardSummary): boolean {
    const { label, shortName, port, state, firmware, foreign, caught, startsByItself, emulation } = summary;
    const shown = JSON.stringify([
      ...[label, shortName, port, state, firmware, foreign, caught, startsByItself, emulation],
    ]);
    if (shown === this.#shown) return false;
    this.#shown = shown;
    return true;
  }
}
