import type { Answer, DeleteReport, Problem } from '../../electron/api.ts';
import { t } from '../../resources/messages/messages.ts';
import type { Asks } from '../asks/asks.svelte.ts';
import type { Notices } from '../notices/notices.svelte.ts';
import type { BringingBack } from './bringing-back.svelte.ts';
import type { Transfers } from './copying/transfers.svelte.ts';
import type { FileTree } from './tree/file-tree.svelte.ts';
import type { TreeRow } from './tree/tree-row.ts';
import { computerKey } from './tree/tree-sources.ts';

/** Nothing was deleted: it could not be had back. */
const notKept: ReadonlySet<string> = new Set(['trash-missing', 'copy-missing']);

/** Deletes files in the tree so that they can be had back, for good only if that was said. */
export class Deleting {
  constructor(
    readonly transfers: Transfers,
    readonly bringingBack: BringingBack,
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
    let answer = await this.#delete(rows, false);
    if (!answer.ok && notKept.has(answer.problem.code)) {
      if (!(await this.#mayDeleteForGood(answer.problem))) return;
      answer = await this.#delete(rows, true);
    }
    if (!answer.ok) return this.notices.problem(answer.problem);
    const { takenAway, problem } = answer.value;
    if (takenAway !== undefined) this.#sayDeleted(first, rows.length, takenAway);
    if (problem) this.notices.problem(problem);
  }

  #sayDeleted({ branch, label }: TreeRow, count: number, id: string): void {
    const { root, label: board } = branch.source;
    if (root.kind !== 'board') return;
    this.notices.show({
      tone: 'success',
      about: 'transfer',
      message: t('files:delete.deleted', { name: label, count, board }),
      action: this.bringingBack.offer({ branch, boardId: root.boardId, id, name: label }),
    });
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

  async #delete(rows: readonly TreeRow[], forGood: boolean): Promise<Answer<DeleteReport>> {
    const { branch } = rows[0]!;
    const paths = rows.map(({ path }) => path);
    const answer = await this.transfers.run(
      'explorer.delete',
      { root: branch.source.root, paths, forGood },
      t('files:delete.begins'),
      ({ name, done, files }) =>
        t('files:delete.keeping', { name, number: Math.min(done + 1, files), files }),
    );
    if (answer.ok) this.tree.leave(rows);
    await branch.refresh();
    this.tree.focus();
    return answer;
  }
}
