import type { Channel, Problem, RootName, TransferReport } from '../../electron/api.ts';
import { t } from '../../resources/messages/messages.ts';
import type { Asks } from '../asks/asks.svelte.ts';
import type { Notices } from '../notices/notices.svelte.ts';
import { Conflicts } from './copying/conflicts.svelte.ts';
import { droppedFiles, handOver, unreadable } from './copying/dropped-files.ts';
import { Transfers } from './copying/transfers.svelte.ts';
import type { FileTree } from './tree/file-tree.svelte.ts';
import { folderOf, nameOf, pathIn, type Branch, type TreeRow } from './tree/tree-row.ts';
import { computerKey } from './tree/tree-sources.ts';

/** Files that were cut or copied, and wait to be pasted. */
interface Clipboard {
  readonly branch: Branch;
  readonly paths: readonly string[];
  readonly cut: boolean;
}

/** A name typed for a file without an ending becomes a program's. */
function withEnding(name: string): string {
  return name.includes('.') ? name : `${name}.py`;
}

/** What can be done with the files in the tree, on this computer and on boards alike. */
export class Explorer {
  readonly transfers: Transfers;
  readonly conflicts = new Conflicts();
  clipboard = $state.raw<Clipboard | null>(null);
  /** What is being dragged inside this window. */
  dragged = $state.raw<Clipboard | null>(null);

  constructor(
    readonly channel: Channel,
    readonly tree: FileTree,
    readonly asks: Asks,
    readonly notices: Notices,
    /** Opens a zip that was dropped, if the person wants that; true if it was taken care of. */
    readonly openDroppedZip: (drop: string, path: string) => Promise<boolean>,
  ) {
    this.transfers = new Transfers(channel);
  }

  // ------------------------------------------------------------------ names

  /** Ends giving a name in the tree. Answers with what is wrong with the name. */
  async giveName(typed: string): Promise<Problem | null> {
    const { edit } = this.tree;
    if (!edit) return null;
    if (edit.kind === 'rename') return this.#rename(edit.row, typed);
    const { kind, branch, folder } = edit.draft;
    const name = kind === 'file' ? withEnding(typed) : typed;
    const request = kind === 'file' ? 'explorer.makeFile' : 'explorer.makeFolder';
    const path = pathIn(folder, name);
    const answer = await this.channel.request(request, { root: branch.source.root, path });
    if (!answer.ok) return answer.problem;
    await branch.refresh();
    this.tree.endEdit(name);
    if (kind === 'file') branch.source.open(path);
    return null;
  }

  async #rename(row: TreeRow, name: string): Promise<Problem | null> {
    const to = pathIn(folderOf(row.path), name);
    const { root } = row.branch.source;
    const answer = await this.channel.request('explorer.rename', { root, path: row.path, to });
    if (!answer.ok) return answer.problem;
    await row.branch.refresh();
    this.tree.endEdit(name);
    return null;
  }

  // ------------------------------------------------------------------ deleting

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

  // ------------------------------------------------------------------ copying

  copy(row: TreeRow): void {
    this.#take(row, false);
  }

  cut(row: TreeRow): void {
    this.#take(row, true);
  }

  isCut(row: TreeRow): boolean {
    const { clipboard } = this;
    return clipboard?.cut === true && clipboard.branch === row.branch && clipboard.paths.includes(row.path);
  }

  /** Puts what was cut or copied into the folder of this line. */
  async paste(row: TreeRow): Promise<void> {
    const { clipboard } = this;
    if (!clipboard) return;
    const { branch, paths, cut } = clipboard;
    if (cut) this.clipboard = null;
    await this.#transfer(branch, paths, row.branch, this.tree.folderAt(row), cut);
  }

  /** The other half of the tree: what is on this computer can go to the board, and back. */
  otherBranch(row: TreeRow): Branch | null {
    return this.tree.branches.find((branch) => branch !== row.branch) ?? null;
  }

  /** Copies what is selected to the top of the other half. */
  async copyAcross(row: TreeRow): Promise<void> {
    const other = this.otherBranch(row);
    const paths = this.tree.targets(row).map(({ path }) => path);
    if (other && paths.length > 0) await this.#transfer(row.branch, paths, other, '', false);
  }

  #take(row: TreeRow, cut: boolean): void {
    const paths = this.tree.targets(row).map(({ path }) => path);
    if (paths.length > 0) this.clipboard = { branch: row.branch, paths, cut };
  }

  // ------------------------------------------------------------------ dragging

  beginDrag(row: TreeRow): void {
    if (!this.tree.isSelected(row)) this.tree.goTo(row);
    const paths = this.tree.targets(row).map(({ path }) => path);
    this.dragged = { branch: row.branch, paths, cut: true };
  }

  endDrag(): void {
    this.dragged = null;
  }

  /** Whether what is dragged in this window could land on a line, and what that would do. */
  dropEffect(row: TreeRow, copying: boolean): 'move' | 'copy' | null {
    const { dragged } = this;
    if (!dragged) return null;
    const folder = this.tree.folderAt(row);
    if (dragged.branch !== row.branch) return 'copy';
    const intoItself = dragged.paths.some((path) => folder === path || folder.startsWith(`${path}/`));
    const stays = dragged.paths.every((path) => folderOf(path) === folder);
    return intoItself || (stays && !copying) ? null : copying ? 'copy' : 'move';
  }

  async drop(row: TreeRow, copying: boolean): Promise<void> {
    const { dragged } = this;
    const effect = this.dropEffect(row, copying);
    this.dragged = null;
    if (!dragged || !effect) return;
    const move = effect === 'move';
    await this.#transfer(dragged.branch, dragged.paths, row.branch, this.tree.folderAt(row), move);
  }

  /** Takes over files and folders from the desktop. */
  async dropFromDesktop(row: TreeRow, data: DataTransfer): Promise<void> {
    const reading = droppedFiles(data);
    const answer = await this.channel.request('explorer.drop', {});
    if (!answer.ok) return this.notices.problem(answer.problem);
    const { drop } = answer.value;
    try {
      const files = await reading;
      if (!files) return this.notices.problem(unreadable());
      const first = files[0];
      if (!first) return;
      const shown = this.transfers.show(t('files:copying.reading', { name: nameOf(first.path) }));
      const problem = await handOver(this.channel, drop, files, {
        progress: (share, name) => shown.change(share, t('files:copying.reading', { name })),
        get cancelled() {
          return shown.cancelled;
        },
      });
      shown.end();
      if (problem === 'cancelled') return;
      if (problem) return this.notices.problem(problem);
      const isZip = files.length === 1 && first.file !== null && /\.zip$/i.test(first.path);
      if (isZip && row.branch.key === computerKey && (await this.openDroppedZip(drop, first.path))) return;
      const paths = [...new Set(files.map(({ path }) => path.split('/')[0]!))];
      await this.#carry({ kind: 'dropped', drop }, paths, row.branch, this.tree.folderAt(row), false);
    } finally {
      await this.channel.request('explorer.dropEnd', { drop });
    }
  }

  // ------------------------------------------------------------------ carrying it out

  async #transfer(
    from: Branch,
    paths: readonly string[],
    to: Branch,
    folder: string,
    move: boolean,
  ): Promise<void> {
    await this.#carry(from.source.root, paths, to, folder, move && from === to);
    if (move) await from.refresh();
  }

  async #carry(
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
    if (!plan.ok) return this.#sayProblem(plan.problem);
    const isComputer = branch.key === computerKey;
    const top = isComputer ? t('files:thisComputer') : branch.source.label;
    const where = (path: string): string => folderOf(path) || top;
    const decisions = await this.conflicts.ask(plan.value.conflicts, where);
    if (!decisions) return;
    const words = move ? 'files:copying.moving' : 'files:copying.copying';
    const answer = await this.transfers.run(
      'explorer.transfer',
      { ...what, decisions },
      first,
      ({ name, done, files }) => t(words, { name, number: Math.min(done + 1, files), files }),
    );
    await branch.refresh();
    if (!answer.ok) return this.#sayProblem(answer.problem);
    if (folder !== '') branch.expand(folder);
    const isPlain = isSameRoot(from, to); // the tree shows what came of it
    this.#sayResult(answer.value, branch, isPlain, nameOf(paths[0]!));
  }

  #sayProblem(problem: Problem): void {
    if (problem.code !== 'cancelled') this.notices.problem(problem);
  }

  #sayResult(report: TransferReport, branch: Branch, isPlain: boolean, name: string): void {
    const { done, skipped, leftOut, cancelled, problem } = report;
    const place = branch.key === computerKey ? t('files:thisComputer') : branch.source.label;
    if (problem) {
      const far = done > 0 ? t('files:copying.doneBefore', { count: done }) : '';
      this.notices.problem({ ...problem, hint: `${problem.hint} ${far}`.trim() });
      return;
    }
    const hints = [
      skipped > 0 && t('files:copying.skipped', { count: skipped }),
      leftOut > 0 && t('files:copying.leftOut', { count: leftOut }),
    ].filter((hint) => hint !== false);
    if (cancelled) hints.unshift(t('files:copying.cancelled', { count: done }));
    if ((isPlain || done === 0) && hints.length === 0) return;
    this.notices.show({
      tone: cancelled ? 'information' : 'success',
      about: 'transfer',
      message: cancelled ? t('files:copying.ended') : t('files:copying.copied', { count: done, name, place }),
      ...(hints.length > 0 ? { hint: hints.join(' ') } : {}),
    });
  }
}

function isSameRoot(one: RootName, other: RootName): boolean {
  return one.kind === other.kind && (one.kind !== 'board' || one.boardId === (other as typeof one).boardId);
}
