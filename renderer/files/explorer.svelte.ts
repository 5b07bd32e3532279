import type { Channel, Problem } from '../../electron/api.ts';
import { t } from '../../resources/messages/messages.ts';
import type { Asks } from '../asks/asks.svelte.ts';
import type { Notices } from '../notices/notices.svelte.ts';
import { BringingBack } from './bringing-back.svelte.ts';
import { Carrying } from './copying/carrying.ts';
import type { Conflicts } from './copying/conflicts.svelte.ts';
import { droppedFiles, handOver, unreadable } from './copying/dropped-files.ts';
import type { Transfers } from './copying/transfers.svelte.ts';
import { Deleting } from './deleting.ts';
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
  /** What was deleted or replaced on boards. */
  readonly bringingBack: BringingBack;
  readonly #carrying: Carrying;
  readonly #deleting: Deleting;
  clipboard = $state.raw<Clipboard | null>(null);
  /** What is being dragged inside this window. */
  dragged = $state.raw<Clipboard | null>(null);

  constructor(
    readonly channel: Channel,
    readonly tree: FileTree,
    asks: Asks,
    readonly notices: Notices,
    /** What is being copied, and what else takes its time with files. */
    readonly transfers: Transfers,
    /** Opens a zip that was dropped, if the person wants that; true if it was taken care of. */
    readonly openDroppedZip: (drop: string, path: string) => Promise<boolean>,
  ) {
    this.bringingBack = new BringingBack(transfers, notices);
    this.#carrying = new Carrying(transfers, notices, this.bringingBack);
    this.#deleting = new Deleting(transfers, this.bringingBack, tree, asks, notices);
  }

  /** What is in the way of it. */
  get conflicts(): Conflicts {
    return this.#carrying.conflicts;
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

  /** Deletes what is selected, once the person has said so. */
  remove(row: TreeRow): Promise<void> {
    return this.#deleting.remove(row);
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
    await this.#carrying.transfer(branch, paths, row.branch, this.tree.folderAt(row), cut);
  }

  /** The other half of the tree: what is on this computer can go to the board, and back. */
  otherBranch(row: TreeRow): Branch | null {
    return this.tree.branches.find((branch) => branch !== row.branch) ?? null;
  }

  /** Copies what is selected to the top of the other half. */
  async copyAcross(row: TreeRow): Promise<void> {
    const other = this.otherBranch(row);
    const paths = this.tree.targets(row).map(({ path }) => path);
    if (other && paths.length > 0) await this.#carrying.transfer(row.branch, paths, other, '', false);
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
    await this.#carrying.transfer(dragged.branch, dragged.paths, row.branch, this.tree.folderAt(row), move);
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
      await this.#carrying.carry(
        { kind: 'dropped', drop },
        paths,
        row.branch,
        this.tree.folderAt(row),
        false,
      );
    } finally {
      await this.channel.request('explorer.dropEnd', { drop });
    }
  }
}
