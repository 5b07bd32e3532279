import type { Channel, Problem } from '../../electron/api.ts';
import { t } from '../../resources/messages/messages.ts';
import type { Asks } from '../asks/asks.svelte.ts';
import type { LiveBoard } from '../boards/live-board.svelte.ts';
import type { WorkspaceModule } from './failure.ts';

/**
 * Copies a file or folder of the workspace to the same place on a board; asks before anything there is
 * replaced. True if it is there now, false if the person thought better of it.
 */
export async function copyModule(
  channel: Channel,
  asks: Asks,
  board: LiveBoard,
  { path }: WorkspaceModule,
): Promise<{ readonly copied: boolean; readonly problem?: Problem }> {
  const folder = path.split('/').slice(0, -1).join('/');
  const to = { kind: 'board' as const, boardId: board.id };
  const job = crypto.randomUUID();
  const transfer = { job, from: { kind: 'computer' as const }, paths: [path], to, folder, move: false };
  const plan = await channel.request('explorer.plan', transfer);
  if (!plan.ok) return { copied: false, problem: plan.problem };
  const { conflicts } = plan.value;
  if (conflicts.length > 0 && !(await askToReplace(asks, path, board))) return { copied: false };
  const decisions = Object.fromEntries(conflicts.map((conflict) => [conflict.path, 'replace' as const]));
  const report = await channel.request('explorer.transfer', { ...transfer, decisions });
  if (!report.ok) return { copied: false, problem: report.problem };
  const { cancelled, problem } = report.value;
  return { copied: !cancelled && !problem, ...(problem && { problem }) };
}

async function askToReplace(asks: Asks, name: string, board: LiveBoard): Promise<boolean> {
  const choice = await asks.ask({
    title: t('explanations:replaceAsk.title', { name, board: board.summary.label }),
    description: t('explanations:replaceAsk.description'),
    choices: [
      { id: 'cancel', label: t('window:cancel'), look: 'outlined' },
      { id: 'replace', label: t('explanations:replaceAsk.replace'), look: 'danger' },
    ],
  });
  return choice === 'replace';
}
