import type { Answer } from '../../electron/api.ts';
import { t } from '../../resources/messages/messages.ts';

/** One entry of a folder, on this computer or on a board. */
export interface TreeEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder';
}

/** Where one half of the tree gets its files. Paths use `/`; `''` is the top. */
export interface TreeSource {
  readonly key: string;
  readonly label: string;
  /** What is said where there is nothing. */
  readonly emptyWords: string;
  list(path: string): Promise<Answer<readonly TreeEntry[]>>;
  open(path: string): unknown;
}

/** One line of the tree as it is shown. */
export interface TreeRow {
  readonly id: string;
  readonly kind: 'top' | 'folder' | 'file' | 'words';
  readonly label: string;
  /** From 1. */
  readonly level: number;
  readonly position: number;
  readonly siblings: number;
  readonly expanded?: boolean;
  readonly branch: TreeBranch;
  readonly path: string;
}

/** A folder that was looked into. */
class ListedFolder {
  expanded = $state(true);
  entries = $state.raw<readonly TreeEntry[] | null>(null);
  /** Said in place of entries that could not be read. */
  problem = $state.raw<string | null>(null);
}

/** One half of the tree: this computer, or a board. */
export class TreeBranch {
  readonly key: string;
  #folders = $state.raw<ReadonlyMap<string, ListedFolder>>(new Map());

  constructor(readonly source: TreeSource) {
    this.key = source.key;
    void this.#lookInto('');
  }

  /** The lines of this half, top first. */
  rows(position: number, siblings: number): TreeRow[] {
    const top = this.#folders.get('');
    const row: TreeRow = {
      id: this.key,
      kind: 'top',
      label: this.source.label,
      level: 1,
      position,
      siblings,
      expanded: top?.expanded ?? true,
      branch: this,
      path: '',
    };
    return [row, ...this.#rowsIn('', 2)];
  }

  /** Opens or closes a folder. */
  toggle(path: string): void {
    const folder = this.#folders.get(path);
    if (!folder) return void this.#lookInto(path);
    folder.expanded = !folder.expanded;
    if (folder.expanded) void this.#read(path, folder);
  }

  isExpanded(path: string): boolean {
    return this.#folders.get(path)?.expanded ?? false;
  }

  /** Files may have changed: reads every folder again that is open. */
  refresh(): void {
    for (const [path, folder] of this.#folders) if (folder.expanded) void this.#read(path, folder);
  }

  #lookInto(path: string): Promise<void> {
    const folder = new ListedFolder();
    this.#folders = new Map([...this.#folders, [path, folder]]);
    return this.#read(path, folder);
  }

  async #read(path: string, folder: ListedFolder): Promise<void> {
    const answer = await this.source.list(path);
    folder.problem = answer.ok ? null : answer.problem.message;
    if (answer.ok) folder.entries = answer.value;
  }

  #rowsIn(path: string, level: number): TreeRow[] {
    const folder = this.#folders.get(path);
    if (!folder?.expanded) return [];
    const words = this.#wordsFor(path, folder);
    if (words) return [this.#wordsRow(path, level, words)];
    const entries = folder.entries ?? [];
    return entries.flatMap((entry, index) => {
      const inside = path === '' ? entry.name : `${path}/${entry.name}`;
      const isFolder = entry.kind === 'folder';
      const row: TreeRow = {
        id: `${this.key}/${inside}`,
        kind: entry.kind,
        label: entry.name,
        level,
        position: index + 1,
        siblings: entries.length,
        branch: this,
        path: inside,
        ...(isFolder ? { expanded: this.isExpanded(inside) } : {}),
      };
      return isFolder ? [row, ...this.#rowsIn(inside, level + 1)] : [row];
    });
  }

  #wordsFor(path: string, folder: ListedFolder): string | null {
    if (folder.problem) return folder.problem;
    if (!folder.entries) return t('files:reading');
    if (folder.entries.length > 0) return null;
    return path === '' ? this.source.emptyWords : t('files:emptyFolder');
  }

  #wordsRow(path: string, level: number, words: string): TreeRow {
    const id = `${this.key}/${path}/words`;
    return { id, kind: 'words', label: words, level, position: 1, siblings: 1, branch: this, path };
  }
}

/** The whole tree, and which line has the keyboard. */
export class FileTree {
  branches = $state.raw<readonly TreeBranch[]>([]);
  #current = $state<string | null>(null);

  readonly rows = $derived(
    this.branches.flatMap((branch, index) => branch.rows(index + 1, this.branches.length)),
  );
  /** The line that Tab goes to. */
  readonly current = $derived(this.rows.find((row) => row.id === this.#current) ?? this.rows[0] ?? null);

  /** Shows these sources; a branch stays as it is while its source does. */
  show(sources: readonly TreeSource[]): void {
    this.branches = sources.map(
      (source) => this.branches.find((branch) => branch.key === source.key) ?? new TreeBranch(source),
    );
  }

  refresh(key: string): void {
    this.branches.find((branch) => branch.key === key)?.refresh();
  }

  goTo(row: TreeRow | undefined): void {
    if (row) this.#current = row.id;
  }

  /** Opens a file, or opens and closes a folder. */
  press(row: TreeRow): void {
    this.goTo(row);
    if (row.kind === 'file') row.branch.source.open(row.path);
    else if (row.kind !== 'words') row.branch.toggle(row.path);
  }

  /** Moves as trees do by keyboard. True where the key meant something here. */
  pressKey(key: string): boolean {
    const row = this.current;
    if (!row) return false;
    const index = this.rows.indexOf(row);
    if (key === 'ArrowDown') this.goTo(this.rows[index + 1]);
    else if (key === 'ArrowUp') this.goTo(this.rows[index - 1]);
    else if (key === 'Home') this.goTo(this.rows[0]);
    else if (key === 'End') this.goTo(this.rows.at(-1));
    else if (key === 'ArrowRight' && row.expanded === false) row.branch.toggle(row.path);
    else if (key === 'ArrowRight' && row.expanded) this.goTo(this.rows[index + 1]);
    else if (key === 'ArrowLeft' && row.expanded) row.branch.toggle(row.path);
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
    if (key.length !== 1) return false;
    const around = [...this.rows.slice(index + 1), ...this.rows.slice(0, index + 1)];
    this.goTo(around.find((row) => row.label.toLowerCase().startsWith(key.toLowerCase())));
    return true;
  }
}
