/** A computer that several people use, one after the other, across the Channel. */

import { nothing } from './fields.ts';

/** What "Clear for the next person" would do. All paths are absolute. */
export interface ClearingPlan {
  /** Where the dated copy would be made. */
  readonly folder: string;
  /** The workspace whose files would go there; `null` where it is no folder of Nibble's own. */
  readonly programs: string | null;
  /** A workspace that this person chose, and that stays as it is. */
  readonly stays: string | null;
}

/** What can be asked of a shared computer. */
export const sharedComputerRequests = {
  'shared.plan': nothing,
  /** Answers as soon as the dated folder is there. Every window is told to go and come back. */
  'shared.clear': nothing,
} as const;

/** What it answers. */
export interface SharedComputerValues {
  'shared.plan': ClearingPlan;
  'shared.clear': null;
}

/** What it tells. */
export interface SharedComputerEvents {
  /** Everything of this person is about to be put away: hand over what was typed, then load again. */
  'shared.clearing': Record<string, never>;
}
