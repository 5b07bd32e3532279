import {
  addCursorAbove,
  addCursorBelow,
  copyLineDown,
  moveLineDown,
  moveLineUp,
  toggleComment,
} from '@codemirror/commands';
import { nextDiagnostic, previousDiagnostic } from '@codemirror/lint';
import { findNext, findPrevious, openSearchPanel, selectNextOccurrence } from '@codemirror/search';
import type { Command, KeyBinding } from '@codemirror/view';
import { commandList, type CommandId } from '../../resources/commands.ts';
import { openGoToLine } from './go-to-line.ts';
import { indentWithSpaces } from './indentation/marks.ts';

/** Commands of the registry that work on the text in front: one meaning for keys, menu and palette. */
export const editingCommands = {
  'edit.find': openSearchPanel,
  'edit.findNext': findNext,
  'edit.findPrevious': findPrevious,
  'edit.goToLine': openGoToLine,
  'edit.toggleComment': toggleComment,
  'edit.moveLinesUp': moveLineUp,
  'edit.moveLinesDown': moveLineDown,
  'edit.duplicateLines': copyLineDown,
  'edit.selectNextOccurrence': selectNextOccurrence,
  'edit.addCursorAbove': addCursorAbove,
  'edit.addCursorBelow': addCursorBelow,
  'edit.indentWithSpaces': indentWithSpaces,
  'edit.nextProblem': nextDiagnostic,
  'edit.previousProblem': previousDiagnostic,
} as const satisfies Partial<Record<CommandId, Command>>;

/** Names one of them. */
export type EditingCommandId = keyof typeof editingCommands;

/** Their keys while the editor or one of its panels has the keyboard, as the registry lists them. */
export const editingKeys: readonly KeyBinding[] = (
  Object.keys(editingCommands) as EditingCommandId[]
).flatMap((id) => {
  const { keys = [], keysAreLocal, keysOnlyIn } = commandList[id];
  if (!keysAreLocal && keysOnlyIn === undefined) return [];
  return keys.map((key) => ({
    // CodeMirror takes a capital letter for one that was typed with Shift.
    key: key.replace(/[A-Z]$/, (letter) => letter.toLowerCase()).replaceAll('+', '-'),
    run: editingCommands[id],
    scope: 'editor search-panel',
    preventDefault: true,
  }));
});
