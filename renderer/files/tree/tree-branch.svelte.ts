import type { Problem } from '../../../electron/api.ts';
import { t } from '../../../resources/messages/messages.ts';
import type { Situation } from '../../boards/situation.ts';
import { matchingEntries } from './matching-entries.ts';
import {
  folded,
  pathIn,
  type Branch,
  type Draft,
  type FoundEntry,
  type TreeEntry,
  type TreeRow,
  type TreeSource,
} from './tree-row.ts';

/** A folder that was looked into. */
class ListedFolder {
  expanded = $state(true);
  entries = $state.raw<readonly TreeEntry[] | null>(null);
  /** Said in place of entries that could not be read. */
  problem = $state.raw<Problem | null>(null);
  /** The newest reading: earlier ones end with it. */
  reading: Promise<void> | undefined;
}

/** One half of the tree, with what was read of it. */
export class TreeBranch implements Branch {
  readonly key: string;
  source: TreeSource;
  #folders = $state.raw<ReadonlyMap<string, ListedFolder>>(new Map());
  #found = $state.raw<readonly FoundEntry[]>([]);

  constructor(source: TreeSource) {
    this.key = source.key;
    this.source = $state.raw(source);
    void this.#lookInto('');
  }

  /** The lines of this half, top first. With a filter, only what matches and the way there. */
  rows(position: number, siblings: number, filter: string, draft: Draft | null): TreeRow[] {
    const { label, detail } = this.source;
    const top: TreeRow = {
      id: this.key,
      kind: 'top',
      label,
      ...(detail === undefined ? {} : { detail }),
      level: 1,
      position,
      siblings,
      expanded: this.isExpanded(''),
      branch: this,
      path: '',
    };
    const { away } = this.source;
    if (away) return top.expanded ? [top, this.#wordsRow('', 2, wordsAbout(away))] : [top];
    if (filter !== '') return [top, ...this.#rowsMatching(filter)];
    return [top, ...this.#rowsIn('', 2, draft?.branch === this ? draft : null)];
  }

  toggle(path: string): void {
    const folder = this.#folders.get(path);
    if (!folder) return void this.#lookInto(path);
    folder.expanded = !folder.expanded;
    if (folder.expanded) void this.#read(path, folder);
  }

  expand(path: string): void {
    const steps = path === '' ? [] : path.split('/');
    for (let depth = 0; depth <= steps.length; depth++) {
      const way = steps.slice(0, depth).join('/');
      if (!this.isExpanded(way)) this.toggle(way);
    }
  }

  get isUsable(): boolean {
    return !this.source.away && !isBroken(this.#folders.get(''));
  }

  isExpanded(path: string): boolean {
    return this.#folders.get(path)?.expanded ?? false;
  }

  async refresh(): Promise<void> {
    const open = [...this.#folders].filter(([, folder]) => folder.expanded);
    await Promise.all(open.map(([path, folder]) => this.#read(path, folder)));
  }

  /** Forgets everything: it is another folder now. */
  restart(): void {
    this.#folders = new Map();
    this.#found = [];
    void this.#lookInto('');
  }

  /** Looks beyond the folders that are open, for the filter. */
  async find(text: string): Promise<void> {
    this.#found = text === '' ? [] : ((await this.source.find?.(text)) ?? []);
  }

  #lookInto(path: string): Promise<void> {
    const folder = new ListedFolder();
    this.#folders = new Map([...this.#folders, [path, folder]]);
    return this.#read(path, folder);
  }

  /** What is away has the files it had, as far as anybody knows: it is read again when it is back. */
  #read(path: string, folder: ListedFolder): Promise<void> {
    if (this.source.away) return Promise.resolve();
    const reading: Promise<void> = this.source.list(path).then((answer) => {
      if (folder.reading !== reading) return folder.reading; // asked again meanwhile: that answer is newer
      this.#take(answer, folder);
      return undefined;
    });
    return (folder.reading = reading);
  }

  #take(answer: Awaited<ReturnType<TreeSource['list']>>, folder: ListedFolder): void {
    // A board that runs a program cannot be asked: what it had is still the best that is known.
    const stillKnown = folder.entries !== null && !answer.ok && answer.problem.code === 'board-running';
    if (stillKnown) return;
    folder.problem = answer.ok ? null : answer.problem;
    folder.entries = answer.ok ? answer.value : null;
  }

  #rowsIn(path: string, level: number, draft: Draft | null): TreeRow[] {
    const folder = this.#folders.get(path);
    if (!folder?.expanded) return [];
    const drafted = draft?.folder === path ? [this.#draftRow(path, level, draft.kind)] : [];
    const words = this.#wordsFor(path, folder);
    if (words)
      return drafted.length > 0 && !isBroken(folder) ? drafted : [this.#wordsRow(path, level, words)];
    const rows: TreeRow[] = [...drafted];
    const entries = folder.entries ?? [];
    for (const [index, entry] of entries.entries()) {
      const inside = pathIn(path, entry.name);
      const expanded = entry.kind === 'folder' ? this.isExpanded(inside) : undefined;
      rows.push(this.#entryRow(entry, inside, level, index, entries.length, expanded));
      if (expanded) rows.push(...this.#rowsIn(inside, level + 1, draft));
    }
    return rows;
  }

  #rowsMatching(filter: string): TreeRow[] {
    const wanted = folded(filter);
    const listed: FoundEntry[] = [];
    for (const [path, { entries }] of this.#folders) {
      for (const { name, kind } of entries ?? []) {
        if (folded(name).includes(wanted)) listed.push({ path: pathIn(path, name), kind });
      }
    }
    // What was found for a text typed before may match no longer.
    const found = this.#found.filter(({ path }) =>
      folded(path.slice(path.lastIndexOf('/') + 1)).includes(wanted),
    );
    const matches = matchingEntries([...listed, ...found]);
    const rowsIn = (path: string, level: number): TreeRow[] => {
      const entries = matches.get(path) ?? [];
      return entries.flatMap((entry, index) => {
        const inside = pathIn(path, entry.name);
        const expanded = matches.has(inside) ? true : undefined;
        const row = this.#entryRow(entry, inside, level, index, entries.length, expanded);
        return [row, ...rowsIn(inside, level + 1)];
      });
    };
    const rows = rowsIn('', 2);
    if (rows.length > 0) return rows;
    return [this.#wordsRow('', 2, { words: t('files:filter.nothing', { text: filter }) })];
  }

  #entryRow(
    entry: TreeEntry,
    path: string,
    level: number,
    index: number,
    siblings: number,
    expanded: boolean | undefined,
  ): TreeRow {
    return {
      id: `${this.key}/${path}`,
      kind: entry.kind,
      label: entry.name,
      level,
      position: index + 1,
      siblings,
      branch: this,
      path,
      ...(expanded === undefined ? {} : { expanded }),
    };
  }

  #wordsFor(path: string, folder: ListedFolder): RowWords | null {
    const { problem, entries } = folder;
    if (problem?.code === 'board-running') return { words: t('files:boardRuns'), problem };
    if (problem) return { words: `${problem.message} ${problem.hint}`, problem, pressing: true };
    if (!entries) return { words: t('files:reading'), busy: true };
    if (entries.length > 0) return null;
    return { words: path === '' ? this.source.emptyWords : t('files:emptyFolder') };
  }

  #wordsRow(path: string, level: number, { words, ...rest }: RowWords): TreeRow {
    const id = `${this.key}/${path}/words`;
    return { id, kind: 'words', label: words, level, position: 1, siblings: 1, branch: this, path, ...rest };
  }

  #draftRow(path: string, level: number, draft: 'file' | 'folder'): TreeRow {
    const id = `${this.key}/${path}/draft`;
    const label = draft === 'file' ? t('files:newFile') : t('files:newFolder');
    return { id, kind: 'draft', label, level, position: 1, siblings: 1, branch: this, path, draft };
  }
}

/** A program that runs on a board is in the way only until it is stopped. */
function isBroken(folder: ListedFolder | undefined): boolean {
  return folder?.problem ? folder.problem.code !== 'board-running' : false;
}

type RowWords = { readonly words: string } & Pick<TreeRow, 'busy' | 'problem' | 'away' | 'pressing'>;

function wordsAbout(away: Situation): RowWords {
  return { words: away.sentence, away, pressing: away.tone === 'problem' };
}
