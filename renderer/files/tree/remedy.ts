import { t } from '../../../resources/messages/messages.ts';
import type { Commands } from '../../commands/commands.svelte.ts';
import type { TreeRow } from './tree-row.ts';

/** What can be done about words that say what is wrong. */
export interface Remedy {
  readonly label: string;
  run(): void;
}

/** The button of a line of words; nothing where nothing can be done. */
export function remedyFor({ away, problem, branch }: TreeRow, commands: Commands): Remedy | null {
  const known = away ? away.remedy : problem?.action;
  if (known && commands.enabled(known.command)) {
    return { label: known.label, run: () => commands.run(known.command) };
  }
  return problem ? { label: t('files:tryAgain'), run: () => void branch.refresh() } : null;
}
