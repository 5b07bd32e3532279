import { t } from '../../resources/messages/messages.ts';
import type { Asks } from '../asks/asks.svelte.ts';
import type { LiveBoard } from './live-board.svelte.ts';

/** More names than this are a number. */
const mostNames = 6;

/** Says what is lost when the file system of a board is made anew, and asks twice. True if all may go. */
export async function mayLoseAll(asks: Pick<Asks, 'ask'>, board: LiveBoard): Promise<boolean> {
  const names = { board: board.name };
  const keep = { id: 'keep', label: t('boardState:format.keep'), look: 'outlined', proposed: true } as const;
  const first = await asks.ask({
    title: t('boardState:format.title', names),
    description: `${await whatIsLost(board)} ${t('boardState:format.stays')}`,
    choices: [keep, { id: 'on', label: t('boardState:format.goOn'), look: 'outlined' }],
  });
  if (first !== 'on') return false;
  const second = await asks.ask({
    title: t('boardState:format.really', names),
    description: t('boardState:format.forGood'),
    choices: [keep, { id: 'lose', label: t('boardState:format.lose'), look: 'danger' }],
  });
  return second === 'lose';
}

/** By name, as far as the damage lets them be read. */
async function whatIsLost(board: LiveBoard): Promise<string> {
  const listed = await board.listFiles();
  const entries = listed.ok ? listed.value : [];
  if (!listed.ok) return t('boardState:format.allUnknown');
  if (entries.length === 0) return t('boardState:format.nothing');
  const words = entries
    .slice(0, mostNames)
    .map(({ name, kind }) => (kind === 'folder' ? t('boardState:format.folder', { name }) : name));
  const more = entries.length - words.length;
  const list = words.join(', ');
  return more > 0
    ? t('boardState:format.allAndMore', { list, count: more })
    : t('boardState:format.all', { list });
}
