import { pythonLanguage } from '@codemirror/lang-python';
import type { Text } from '@codemirror/state';
import type { SyntaxNode, Tree } from '@lezer/common';

/** One line's indentation that does not go with the rest of the file. */
export interface OddIndentation {
  readonly from: number;
  readonly to: number;
}

/** What is inserted and taken away to make a file's indentation all of one kind. */
export interface IndentationChange {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

/** Columns that tabs may have stood for: what most editors show, what Python counts, and a narrow one. */
const tabWidths = [4, 8, 2] as const;

/**
 * Indentations that differ from most of the file: tabs where most lines are indented with spaces, spaces
 * where most have tabs, and every one that has both. Empty where the file is all of one kind. Lines
 * within a string of several lines are text and do not count.
 */
export function oddIndentations(text: Text): OddIndentation[] {
  const found = { tabs: [], spaces: [], both: [] } as Record<'tabs' | 'spaces' | 'both', OddIndentation[]>;
  let from = 0;
  for (const line of text.iterLines()) {
    const blank = /^[\t ]*/.exec(line)![0];
    const kind = !blank.includes('\t') ? 'spaces' : blank.includes(' ') ? 'both' : 'tabs';
    if (blank !== '' && blank.length < line.length) found[kind].push({ from, to: from + blank.length });
    from += line.length + 1;
  }
  if (found.both.length === 0 && (found.tabs.length === 0 || found.spaces.length === 0)) return [];
  const tree = pythonLanguage.parser.parse(text.toString());
  const code = (place: OddIndentation) => !isWithinString(tree, place.from);
  const tabs = found.tabs.filter(code);
  const spaces = found.spaces.filter(code);
  const rarer = tabs.length > spaces.length ? spaces : tabs;
  return [...rarer, ...found.both.filter(code)].sort((one, other) => one.from - other.from);
}

/**
 * Spaces instead of every tab that indents. A tab becomes as many as make sense of the program: the
 * width under which Python understands most of it. Lines within a string of several lines stay as
 * they are.
 */
export function changesToSpaces(text: Text): IndentationChange[] {
  const content = text.toString();
  const tree = pythonLanguage.parser.parse(content);
  const attempts = tabWidths.map((width) => {
    const changes = changesFor(text, tree, width);
    return { changes, mistakes: mistakesIn(pythonLanguage.parser.parse(applied(content, changes))) };
  });
  const best = Math.min(...attempts.map(({ mistakes }) => mistakes));
  return attempts.find(({ mistakes }) => mistakes === best)!.changes;
}

function changesFor(text: Text, tree: Tree, tabWidth: number): IndentationChange[] {
  const changes: IndentationChange[] = [];
  let from = 0;
  for (const line of text.iterLines()) {
    const blank = /^[\t ]*/.exec(line)![0];
    if (blank.includes('\t') && !isWithinString(tree, from)) {
      let width = 0;
      for (const character of blank) width += character === '\t' ? tabWidth - (width % tabWidth) : 1;
      changes.push({ from, to: from + blank.length, insert: ' '.repeat(width) });
    }
    from += line.length + 1;
  }
  return changes;
}

function isWithinString(tree: Tree, position: number): boolean {
  for (let node: SyntaxNode | null = tree.resolve(position, 0); node; node = node.parent) {
    if (node.name.endsWith('String') && node.from < position && position < node.to) return true;
  }
  return false;
}

function applied(content: string, changes: readonly IndentationChange[]): string {
  let result = '';
  let at = 0;
  for (const { from, to, insert } of changes) {
    result += content.slice(at, from) + insert;
    at = to;
  }
  return result + content.slice(at);
}

function mistakesIn(tree: Tree): number {
  let mistakes = 0;
  tree.iterate({
    enter: ({ type }) => {
      if (type.isError) mistakes += 1;
    },
  });
  return mistakes;
}
