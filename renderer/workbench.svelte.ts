import { createContext } from 'svelte';
import { Boards } from './boards/boards.svelte.ts';
import { openChannel } from './channel/channel.ts';
import { Session } from './channel/session.svelte.ts';
import { Commands } from './commands/commands.svelte.ts';
import { Layout } from './layout/layout.svelte.ts';
import { Notices } from './notices/notices.svelte.ts';

/** All there is in one window, put together once. Components reach their part by `useWorkbench`. */
export class Workbench {
  readonly session = new Session(openChannel());
  readonly boards = new Boards(this.session);
  readonly layout = new Layout(this.session);
  readonly commands = new Commands(() => ({
    platform: this.session.started?.platform ?? 'other',
    inBrowser: this.session.started?.door !== 'electron',
  }));
  readonly notices = new Notices((id) => this.commands.run(id));
}

const [useWorkbench, provideWorkbench] = createContext<Workbench>();
export { provideWorkbench, useWorkbench };
