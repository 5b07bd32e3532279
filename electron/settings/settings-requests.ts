import type { Handlers } from '../channel/answers.ts';
import type { Session } from '../channel/session.ts';
import type { RequestName } from '../api.ts';
import type { Workspace } from '../local-files/workspace.ts';
import type { SettingsStore } from './settings-store.ts';

/** What windows ask of settings. */
export function settingsHandlers(
  settings: SettingsStore,
  workspace: Workspace,
): Handlers<Session, Extract<RequestName, `settings.${string}`>> {
  return {
    'settings.read': () => settings.current,
    'settings.update': ({ changes }) => settings.update(changes),
    'settings.reset': ({ names }) => settings.reset(names),
    'settings.sources': () => ({
      file: settings.file,
      defaultsFile: settings.defaultsFile,
      locked: settings.locked,
      workspace: workspace.folder,
    }),
  };
}
