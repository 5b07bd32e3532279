import { TreeBranch } from './tree-branch.svelte.ts';
import { folderOf, pathIn, type Branch, type Draft, type TreeRow, type TreeSource } from './tree-row.ts';

/** A name that is being given, in the tree: of something new, or another one of something that is there. */
export type NameEdit =
  { readonly kind: 'rename'; readonly row: TreeRow } | { readonly kind: 'new'; readonly draft: Draft };

/** Waits for the next letter before looking through the disk; in milliseconds. */
const typingPause = 150;

/** The whole tree: its lines, the one that has the keyboard, those that are selected, the name being typed. */
export class FileTree {
  branches = $state.raw<readonly TreeBranch[]>([]);
  /** Only names that hold this are shown; empty shows all. */
  filter = $state('');
  filterOpen = $state(false);
  edit = $state.raw<NameEdit | null>(null);
  /** Goes up whenever the keyboard should come to the current line. */
  focusWanted = $state(0);
  #current = $state<string | null>(null);
  #selected = $state.raw<ReadonlySet<string>>(new Set());
  /** Where a range of lines began. */
  #anchor: string | null = null;
  #typing: ReturnType<typeof setTimeout> | undefined;

  readonly rows = $derived.by(() => {
    const draft = this.edit?.kind === 'new' ? this.edit.draft : null;
    const filter = this.filter.trim();
    return this.branches.flatMap((branch, index) =>
      branch.rows(index + 1, this.branches.length, filter, draft),
    );
  });
  /** The line that Tab goes to. */
  readonly current = $derived(this.rows.find((row) => row.id === this.#current) ?? this.rows[0] ?? null);

  /** Shows these sources; a branch stays as it is while its source does. */
  show(sources: readonly TreeSource[]): void {
    this.branches = sources.map((source) => {
      const known = this.branches.find((branch) => branch.key === source.key);
      if (known) known.source = source;
      return known ?? new TreeBranch(source);
    });
  }

  refresh(key: string): void {
    void this.branches.find((branch) => branch.key === key)?.refresh();
  }

  /** This half is another folder now. */
  restart(key: string): void {
    this.branches.find((branch) => branch.key === key)?.restart();
  }

  /** Shows only what holds this text; the empty text shows everything again. */
  setFilter(text: string): void {
    this.filter = text;
    this.edit = null;
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => {
      for (const branch of this.branches) void branch.find(text.trim());
    }, typingPause);
  }

  closeFilter(): void {
    this.filterOpen = false;
    this.setFilter('');
  }

  // ------------------------------------------------------------------ lines

  isSelected(row: TreeRow): boolean {
    return this.#selected.has(row.id) || (this.#selected.size === 0 && row.id === this.current?.id);
  }

  /** Files and folders that something is done with when it is done with this line, all of one half. */
  targets(row: TreeRow): readonly TreeRow[] {
    const isEntry = ({ kind }: TreeRow): boolean => kind === 'file' || kind === 'folder';
    if (!this.#selected.has(row.id)) return isEntry(row) ? [row] : [];
    return this.rows.filter(
      (other) => this.#selected.has(other.id) && isEntry(other) && other.branch === row.branch,
    );
  }

  /** Makes a line the one that has the keyboard, and the only one selected. */
  goTo(row: TreeRow | undefined): void {
    if (!row) return;
    this.#current = row.id;
    this.#anchor = row.id;
    this.#selected = new Set([row.id]);
  }

  /** Asks for the keyboard to come to the current line. */
  focus(): void {
    this.focusWanted++;
  }

  /** These lines go away: the one after them, or before, is current then. */
  leave(rows: readonly TreeRow[]): void {
    const going = new Set(rows.map(({ id }) => id));
    const last = this.rows.findLastIndex(({ id }) => going.has(id));
    const stays = ({ id, kind }: TreeRow): boolean => !going.has(id) && kind !== 'words';
    const next = this.rows.slice(last + 1).find((row) => stays(row) && row.branch === rows[0]?.branch);
    this.goTo(next ?? this.rows.slice(0, last).findLast(stays));
  }

  /** The keyboard came to a line by itself: what is selected stays. */
  takeFocus(row: TreeRow | undefined): void {
    if (row && row.id !== this.#current) this.goTo(row);
  }

  /** Goes to a line, and selects all from where the selection began. */
  extendTo(row: TreeRow | undefined): void {
    if (!row) return;
    const from = this.rows.findIndex(({ id }) => id === this.#anchor);
    const to = this.rows.indexOf(row);
    this.#current = row.id;
    if (from === -1) this.#anchor = row.id;
    const range = this.rows.slice(Math.min(from === -1 ? to : from, to), Math.max(from, to) + 1);
    this.#selected = new Set(range.filter(({ branch }) => branch === row.branch).map(({ id }) => id));
  }

  /** Adds a line to the selection, or takes it out. */
  toggleSelected(row: TreeRow): void {
    const selected = new Set(this.#selected);
    if (!selected.delete(row.id)) selected.add(row.id);
    this.#selected = selected;
    this.#current = row.id;
    this.#anchor = row.id;
  }

  /** Selects everything in the folder that the current line is in. */
  selectSiblings(): void {
    const row = this.current;
    if (!row) return;
    const folder = folderOf(row.path);
    const siblings = this.rows.filter(
      ({ kind, branch, path, level }) =>
        branch === row.branch && level === row.level && folderOf(path) === folder && kind !== 'words',
    );
    this.#selected = new Set(siblings.map(({ id }) => id));
  }

  /** Opens a file, or opens and closes a folder. */
  press(row: TreeRow): void {
    this.goTo(row);
    if (row.kind === 'file') row.branch.source.open(row.path);
    else if (row.kind === 'folder' || row.kind === 'top') row.branch.toggle(row.path);
  }

  /** Goes to a file or folder, opening the folders on the way. */
  reveal(branch: Branch, path: string): void {
    branch.expand(folderOf(path));
    const id = `${branch.key}/${path}`;
    this.#current = id;
    this.#anchor = id;
    this.#selected = new Set([id]);
  }

  // ------------------------------------------------------------------ names

  /** The folder that something new goes to, or that is dropped on this line. */
  folderAt(row: TreeRow): string {
    return row.kind === 'file' ? folderOf(row.path) : row.path;
  }

  beginNew(kind: 'file' | 'folder', row: TreeRow): void {
    if (this.filter !== '') this.closeFilter();
    const folder = this.folderAt(row);
    row.branch.expand(folder);
    this.edit = { kind: 'new', draft: { kind, branch: row.branch, folder } };
    this.#current = `${row.branch.key}/${folder}/draft`;
  }

  beginRename(row: TreeRow): void {
    if (row.kind === 'file' || row.kind === 'folder') this.edit = { kind: 'rename', row };
  }

  /** Ends giving a name. The line that comes of it has the keyboard. */
  endEdit(name: string | null): void {
    const { edit } = this;
    this.edit = null;
    if (!edit) return;
    if (edit.kind === 'rename') {
      const { branch, path } = edit.row;
      if (name !== null) this.reveal(branch, pathIn(folderOf(path), name));
    } else {
      const { branch, folder } = edit.draft;
      if (name !== null) this.reveal(branch, pathIn(folder, name));
      else this.#current = folder === '' ? branch.key : `${branch.key}/${folder}`;
    }
  }

  // ------------------------------------------------------------------ keyboard

  /** Moves as trees do by keyboard. True where the key meant something here. */
  pressKey(key: string, shift = false): boolean {
    const row = this.current;
    if (!row) return false;
    const index = this.rows.indexOf(row);
    const go = (next: TreeRow | undefined): void => (shift ? this.extendTo(next) : this.goTo(next));
    if (key === 'ArrowDown') go(this.rows[index + 1]);
    else if (key === 'ArrowUp') go(this.rows[index - 1]);
    else if (key === 'Home') go(this.rows[0]);
    else if (key === 'End') go(this.rows.at(-1));
    else if (key === 'ArrowRight' && row.expanded === false) row.branch.toggle(row.path);
    else if (key === 'ArrowRight' && row.expanded) this.goTo(this.rows[index + 1]);
    else if (key === 'ArrowLeft' && row.expanded && this.filter === '') row.branch.toggle(row.path);
    else if (key === 'ArrowLeft') this.goTo(this.#parentOf(index));
    else if (key === 'Enter' || key === ' ') this.press(row);
    else return this.#goToLetter(key, index);
    return true;
  }

  #parentOf(index: number): TreeRow | undefined {
    const level = this.rows[index]!.level;
    return this.rows.slice(0, index).findLast((row) => row.level < level);
  }

  #goToLetter(key: string, index: number): boolean {
    if ([...key].length !== 1) return false;
    const around = [...this.rows.slice(index + 1), ...this.rows.slice(0, index + 1)];
    this.goTo(around.find((row) => row.label.toLowerCase().startsWith(key.toLowerCase())));
    return true;
  }
}
