import type { PickAnswer } from './api.ts';

/** Native dialogs for choosing files, where the door has them. Paths are absolute. */
export interface Dialogs {
  /** Asks for a text file to open; begins in `folder`. */
  pickOpen(folder: string): Promise<PickAnswer>;
  /** Asks where to save; begins with `suggestedName` in `folder`. */
  pickSave(folder: string, suggestedName: string): Promise<PickAnswer>;
  /** Asks for a folder to open as a project; begins in `folder`. */
  pickFolder(folder: string): Promise<PickAnswer>;
  /** Asks where to put a zip; begins with `suggestedName` in `folder`. */
  pickZip(folder: string, suggestedName: string): Promise<PickAnswer>;
}

/** A door without native dialogs: the window shows its own picker. */
export const noDialogs: Dialogs = {
  pickOpen: async () => ({ kind: 'no-dialog' }),
  pickSave: async () => ({ kind: 'no-dialog' }),
  pickFolder: async () => ({ kind: 'no-dialog' }),
  pickZip: async () => ({ kind: 'no-dialog' }),
};
