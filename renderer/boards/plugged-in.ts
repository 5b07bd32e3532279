import type { BoardSummary } from '../../electron/api.ts';
import { t } from '../../resources/messages/messages.ts';
import type { Session } from '../channel/session.svelte.ts';
import type { Notices } from '../notices/notices.svelte.ts';
import type { Boards } from './boards.svelte.ts';

/** Offers every Pico that is plugged in while somebody works with another board. */
export function tellOfBoards(session: Session, boards: Boards, notices: Notices): void {
  let there: ReadonlySet<string> = new Set();
  const look = (list: readonly BoardSummary[]): void => {
    const present = list.filter(isOffered);
    const before = there;
    there = new Set(present.map(({ id }) => id));
    for (const id of before) if (!there.has(id)) notices.dismissAbout(aboutBoard(id));
    for (const board of present) {
      if (!before.has(board.id) && board.id !== boards.chosen?.id) offer(board, boards, notices);
    }
  };
  session.onStart((start) => look(start.boards));
  session.channel.on('boards.changed', (event) => look(event.boards));
}

/** What is surely no board, or only perhaps one, is in the menu for whoever looks for it. */
function isOffered({ nature, state }: BoardSummary): boolean {
  if (state.name === 'gone' || nature === undefined) return false;
  return nature !== 'bridge' && nature !== 'debug-probe';
}

function offer({ id, label, nature }: BoardSummary, boards: Boards, notices: Notices): void {
  const message = t(
    nature === 'bootsel' ? 'window:boardMenu.pluggedInBootsel' : 'window:boardMenu.pluggedIn',
    {
      board: label,
    },
  );
  const use = (): void => void boards.choose(id);
  notices.show({
    tone: 'information',
    about: aboutBoard(id),
    message,
    action: { label: t('window:boardMenu.use'), run: use },
  });
}

/** What its notice is about. */
export function aboutBoard(id: string): string {
  return `plugged-in:${id}`;
}
