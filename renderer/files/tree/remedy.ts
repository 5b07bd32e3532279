import { t } from '../../../resources/messages/messages.ts';
import type { Commands } from '../../commands/commands.svelte.ts';
import type { TreeRow } from './tree-row.ts';

/** What can be done about words that say what is wrong. */
export interface Remedy {
  readonly label: string;
  run(): void;
}

/** The button of a line of words; nothing where nothing is wrong. */
export function remedyFor({ problem, branch }: TreeRow, commands: Commands): Remedy | null {
  if (!problem) return null;
  if (problem.code === 'board-not-connected') {
    return { label: t('files:connect'), run: () => commands.run('board.connect') };
  }
  const { action } = problem;
  if (action && commands.enabled(action.command)) {
    return { label: action.label, run: () => commands.run(action.command) };
  }
  return { label: t('files:tryAgain'), run: () => void branch.refresh() };
}
