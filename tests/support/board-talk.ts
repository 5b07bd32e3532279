/** A connection to a Pico with real firmware in simulated time, without a Board around it. */

import { BoardConnection } from '../../electron/boards/board-connection.ts';
import { ConversationTurns } from '../../electron/boards/conversation-turns.ts';
import type { Link } from '../../runtime/link.ts';
import type { FirmwareName } from './emulated-chip.ts';
import { FirmwareLink } from './firmware-link.ts';
import { FirmwarePico } from './firmware-pico.ts';
import type { PicoTime } from './pico-time.ts';

/** What a test has in its hands. */
export interface BoardTalk {
  readonly connection: BoardConnection;
  readonly turns: ConversationTurns;
  readonly time: PicoTime;
  /** What was printed at the friendly prompt. */
  printed(): string;
  /** How often the board was given up for good. */
  silences(): number;
}

/** Connects; `between` may put another Link in front. */
export async function talkTo(
  firmware: FirmwareName,
  between: (link: FirmwareLink) => Link = (link) => link,
): Promise<BoardTalk> {
  const pico = await FirmwarePico.atPrompt(firmware);
  const link = new FirmwareLink(pico);
  const { time } = link;
  let printed = '';
  let silences = 0;
  const turns = new ConversationTurns(time, () => silences++);
  const connection = new BoardConnection(between(link), time, {
    friendlyOutput: (bytes) => (printed += Buffer.from(bytes).toString('latin1')),
    changed: () => turns.look(),
    restarted: () => undefined,
    closed: () => undefined,
  });
  await time.until(connection.open());
  return { connection, turns, time, printed: () => printed, silences: () => silences };
}
