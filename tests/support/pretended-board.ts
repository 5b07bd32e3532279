import type { Page } from '@playwright/test';
import type { BoardSummary } from '../../electron/api.ts';

/** What is said of the board instead of what the host says. */
export type Pretence = Pick<BoardSummary, 'state'> & {
  readonly [Name in keyof BoardSummary]?: BoardSummary[Name] | undefined;
};

/**
 * Has a window believe that its board is a real one in a state of the test's choice: what it shows for states that
 * need hands, other programs or other firmware can be looked at without. Loads the page again. Answers with a function
 * that changes what is believed.
 */
export async function pretendBoard(page: Page, first: Pretence): Promise<(next: Pretence) => void> {
  let pretence = first;
  let tell: (message: string) => void = () => undefined;
  let known: readonly BoardSummary[] = [];
  const pretended = (boards: readonly BoardSummary[]): BoardSummary[] =>
    (known = boards).map(({ id, firmware }) => ({
      id,
      kind: 'serial',
      label: 'COM3',
      nature: 'micropython',
      port: 'COM3',
      ...(firmware !== undefined && { firmware }),
      ...pretence,
    }));
  await page.routeWebSocket(/\/channel/, (socket) => {
    const host = socket.connectToServer();
    socket.onMessage((message) => host.send(message));
    host.onMessage((message) => socket.send(rewritten(String(message), pretended)));
    tell = (message) => socket.send(message);
  });
  await page.reload();
  await page.getByRole('main').waitFor();
  return (next) => {
    pretence = next;
    tell(JSON.stringify({ t: 'q', m: 'event', a: ['boards.changed', { boards: pretended(known) }] }));
  };
}

interface Message {
  readonly m?: string;
  readonly a?: [string, { boards?: readonly BoardSummary[] }];
  readonly r?: { readonly ok?: boolean; readonly value?: { boards?: readonly BoardSummary[] } | null };
}

/** A message from the host as the window gets it: every list of boards in it says something else. */
function rewritten(text: string, pretended: (boards: readonly BoardSummary[]) => BoardSummary[]): string {
  const message = JSON.parse(text) as Message;
  const listing = message.m === 'event' ? message.a?.[1] : message.r?.value;
  if (!listing?.boards) return text;
  listing.boards = pretended(listing.boards);
  return JSON.stringify(message);
}
