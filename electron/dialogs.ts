import type { PickAnswer } from './api.ts';

/** Native dialogs for choosing files, where the door has them. Paths are absolute. */
export interface Dialogs {
  /** Asks for a text file to open; begins in `folder`. */
  pickOpen(folder: string): Promise<PickAnswer>;
  /** Asks where to save; begins with `suggestedName` in `folder`. */
  pickSave(folder: string, suggestedName: string): Promise<PickAnswer>;
}

/** A door without native dialogs: the window shows its own picker. */
export const noDialogs: Dialogs = {
  pickOpen: async () => ({ kind: 'no-dialog' }),
  pickSave: async () => ({ kind: 'no-dialog' }),
};
