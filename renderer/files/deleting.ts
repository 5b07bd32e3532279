import type { Channel, Problem } from '../../electron/api.ts';
import { t } from '../../resources/messages/messages.ts';
import type { Asks } from '../asks/asks.svelte.ts';
import type { Notices } from '../notices/notices.svelte.ts';
import type { FileTree } from './tree/file-tree.svelte.ts';
import type { TreeRow } from './tree/tree-row.ts';
import { computerKey } from './tree/tree-sources.ts';

/** Deletes files in the tree: into the trash where there is one, for good only if that was said. */
export class Deleting {
  constructor(
    readonly channel: Channel,
    readonly tree: FileTree,
    readonly asks: Asks,
    readonly notices: Notices,
  ) {}

  /** Deletes what is selected, once the person has said so. */
  async remove(row: TreeRow): Promise<void> {
    const rows = this.tree.targets(row);
    const first = rows[0];
    if (!first) return;
    const { branch } = row;
    const names = { name: first.label, count: rows.length, board: branch.source.label };
    const onComputer = branch.key === computerKey;
    const wish = await this.asks.ask({
      title: t('files:delete.title', names),
      description: onComputer ? t('files:delete.toTrash') : t('files:delete.onBoard', names),
      choices: [
        { id: 'cancel', label: t('window:cancel'), look: 'outlined' },
        { id: 'delete', label: t('files:delete.delete'), look: 'danger' },
      ],
    });
    if (wish !== 'delete') return;
    let problem = await this.#delete(rows, false);
    if (problem?.code === 'trash-missing' && (await this.#mayDeleteForGood(problem))) {
      problem = await this.#delete(rows, true);
    } else if (problem?.code === 'trash-missing') return;
    if (problem) this.notices.problem(problem);
  }

  async #mayDeleteForGood(problem: Problem): Promise<boolean> {
    const forGood = await this.asks.ask({
      title: problem.message,
      description: problem.hint,
      choices: [
        { id: 'cancel', label: t('files:delete.keep'), look: 'outlined' },
        { id: 'delete', label: t('files:delete.forGood'), look: 'danger' },
      ],
    });
    return forGood === 'delete';
  }

  async #delete(rows: readonly TreeRow[], forGood: boolean): Promise<Problem | null> {
    const { branch } = rows[0]!;
    const paths = rows.map(({ path }) => path);
    const answer = await this.channel.request('explorer.delete', {
      root: branch.source.root,
      paths,
      forGood,
    });
    if (answer.ok) this.tree.leave(rows);
    await branch.refresh();
    this.tree.focus();
    return answer.ok ? null : answer.problem;
  }
}
