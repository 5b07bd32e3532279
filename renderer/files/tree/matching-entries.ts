import { folderOf, nameOf, type FoundEntry, type TreeEntry } from './tree-row.ts';

const names = new Intl.Collator(undefined, { numeric: true });

/** What matches a filter, in folders: every folder on the way to a match is there too. */
export function matchingEntries(matches: Iterable<FoundEntry>): ReadonlyMap<string, readonly TreeEntry[]> {
  const folders = new Map<string, Map<string, TreeEntry>>();
  const add = (path: string, kind: TreeEntry['kind']): void => {
    if (path === '') return;
    const folder = folderOf(path);
    const entries = folders.get(folder) ?? new Map<string, TreeEntry>();
    folders.set(folder, entries);
    if (entries.has(nameOf(path))) return;
    entries.set(nameOf(path), { name: nameOf(path), kind });
    add(folder, 'folder');
  };
  for (const { path, kind } of matches) add(path, kind);
  return new Map(
    [...folders].map(([folder, entries]) => [folder, [...entries.values()].sort(byKindAndName)]),
  );
}

function byKindAndName(one: TreeEntry, other: TreeEntry): number {
  if (one.kind !== other.kind) return one.kind === 'folder' ? -1 : 1;
  return names.compare(one.name, other.name);
}
