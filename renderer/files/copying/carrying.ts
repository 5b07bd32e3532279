import type { RootName, TransferReport } from '../../../electron/api.ts';
import { t } from '../../../resources/messages/messages.ts';
import type { NoticeContent, Notices } from '../../notices/notices.svelte.ts';
import type { BringingBack } from '../bringing-back.svelte.ts';
import { folderOf, nameOf, type Branch } from '../tree/tree-row.ts';
import { computerKey } from '../tree/tree-sources.ts';
import { Conflicts } from './conflicts.svelte.ts';
import type { Transfers } from './transfers.svelte.ts';

/** Copies and moves files: plans, asks about what is in the way, does it, and says what came of it. */
export class Carrying {
  readonly conflicts = new Conflicts();

  constructor(
    readonly transfers: Transfers,
    readonly notices: Notices,
    readonly bringingBack: BringingBack,
  ) {}

  /** Copies or moves from one half of the tree to a folder of the other, or of the same. */
  async transfer(
    from: Branch,
    paths: readonly string[],
    to: Branch,
    folder: string,
    move: boolean,
  ): Promise<void> {
    await this.carry(from.source.root, paths, to, folder, move && from === to);
    if (move) await from.refresh();
  }

  /** Copies or moves into a folder of a half of the tree, from anywhere. Asks about what is in the way. */
  async carry(
    from: RootName,
    paths: readonly string[],
    branch: Branch,
    folder: string,
    move: boolean,
  ): Promise<void> {
    const to = branch.source.root;
    const what = { from, paths: [...paths], to, folder, move };
    const first = t(move ? 'files:copying.beginsMoving' : 'files:copying.begins');
    const plan = await this.transfers.run('explorer.plan', what, first, () => first);
    if (!plan.ok) return this.notices.problem(plan.problem);
    const isComputer = branch.key === computerKey;
    const top = isComputer ? t('files:computer') : branch.source.label;
    const where = (path: string): string => folderOf(path) || top;
    // A file that was moved over another one is nowhere else: undoing that would lose it.
    const undoable = to.kind === 'board' && !(move && isSameRoot(from, to));
    const decisions = await this.conflicts.ask(plan.value.conflicts, where, undoable);
    if (!decisions) return;
    const words = move ? 'files:copying.moving' : 'files:copying.copying';
    const answer = await this.transfers.run(
      'explorer.transfer',
      { ...what, decisions },
      first,
      ({ name, done, files }) => t(words, { name, number: Math.min(done + 1, files), files }),
    );
    await branch.refresh();
    if (!answer.ok) return this.notices.problem(answer.problem);
    if (folder !== '') branch.expand(folder);
    const isPlain = isSameRoot(from, to); // the tree shows what came of it
    this.#sayResult(answer.value, branch, isPlain, nameOf(paths[0]!));
  }

  #sayResult(report: TransferReport, branch: Branch, isPlain: boolean, name: string): void {
    const { done, skipped, leftOut, cancelled, replaced, problem } = report;
    const undo = this.#undoOf(replaced, branch, name);
    const place = branch.key === computerKey ? t('files:thisComputer') : branch.source.label;
    if (problem) {
      const far = done > 0 ? t('files:copying.doneBefore', { count: done }) : '';
      this.notices.problem({ ...problem, hint: `${problem.hint} ${far}`.trim() });
      return;
    }
    const hints = [
      replaced && t('files:copying.replaced', { count: replaced.files }),
      skipped > 0 && t('files:copying.skipped', { count: skipped }),
      leftOut > 0 && t('files:copying.leftOut', { count: leftOut }),
    ].filter((hint) => typeof hint === 'string');
    if (cancelled) hints.unshift(t('files:copying.cancelled', { count: done }));
    if ((isPlain || done === 0) && hints.length === 0) return;
    this.notices.show({
      tone: cancelled ? 'information' : 'success',
      about: 'transfer',
      message: cancelled ? t('files:copying.ended') : t('files:copying.copied', { count: done, name, place }),
      ...(hints.length > 0 ? { hint: hints.join(' ') } : {}),
      ...(undo && { action: undo }),
    });
  }

  #undoOf(replaced: TransferReport['replaced'], branch: Branch, name: string): NoticeContent['action'] {
    const { root } = branch.source;
    if (!replaced || root.kind !== 'board') return undefined;
    return this.bringingBack.offer({ branch, boardId: root.boardId, id: replaced.takenAway, name });
  }
}

function isSameRoot(one: RootName, other: RootName): boolean {
  return one.kind === other.kind && (one.kind !== 'board' || one.boardId === (other as typeof one).boardId);
}
