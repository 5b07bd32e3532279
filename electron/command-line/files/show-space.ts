/** `nibble df`: how much space the board has. */

import { t } from '../../../resources/messages/messages.ts';
import { sizeWords } from '../../../resources/messages/sizes.ts';
import { statuses } from '../command-error.ts';
import { write } from '../streams.ts';
import { spaceOn, type FileJob } from './file-job.ts';
import type { SpaceWords } from './file-words.ts';
import { plainJson } from '../plain-json.ts';

/** Tells the space, for people or for programs; the value is the exit status. */
export async function showSpace(words: SpaceWords, { board, streams }: FileJob): Promise<number> {
  const { total, free } = await spaceOn(board);
  const used = total - free;
  const sentence = () =>
    t('commandLine:space', {
      board: board.label,
      free: sizeWords(free),
      total: sizeWords(total),
      used: sizeWords(used),
    });
  await write(streams.output, words.json ? plainJson({ total, used, free }) : `${sentence()}\n`);
  return statuses.done;
}
