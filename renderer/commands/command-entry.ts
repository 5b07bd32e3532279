import type { CommandId } from '../../resources/commands.ts';
import type { MenuChoice } from '../widgets/menu-entries.ts';
import type { Commands } from './commands.svelte.ts';

/** A command as a line of a menu. */
export function commandEntry(commands: Commands, id: CommandId): MenuChoice {
  const keys = commands.keys(id);
  return {
    kind: 'choice',
    label: commands.label(id),
    enabled: commands.enabled(id),
    ...(keys === undefined ? {} : { keys }),
    run: () => commands.run(id),
  };
}
