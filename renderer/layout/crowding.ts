/** A column of the window beside the editor. */
export interface Column {
  readonly name: string;
  /** Whether somebody wants it open. */
  readonly wanted: boolean;
  /** The least it needs when open, in rem. */
  readonly least: number;
}

/** The width of a folded column, in rem: `--rail-width`. */
export const railWidth = 2.5;

/** What the editor needs to be comfortable, in rem: about 50 characters. */
export const editorWidth = 28;

/**
 * The same beside the card of the first ten minutes, in rem: the comments of its first program are as wide
 * as 60 characters. In a window of 1280 pixels the files stay open beside it.
 */
export const lessonEditorWidth = 36;

/** What is left of the editor where somebody drags the panels beside it as wide as can be, in rem. */
export const leastEditorWidth = 16;

/**
 * Which columns have to fold by themselves so that the editor keeps its width. `columns` stand in the
 * order in which they give way; `width` is that of all together with the editor, in rem; `editor` is what
 * the editor wants.
 */
export function crowdedColumns(
  width: number,
  columns: readonly Column[],
  editor = editorWidth,
): ReadonlySet<string> {
  const crowded = new Set<string>();
  const needed = () =>
    columns
      .map(({ name, wanted, least }) => (wanted && !crowded.has(name) ? least : railWidth))
      .reduce((sum, each) => sum + each, editor);
  for (const { name } of columns) {
    if (needed() <= width) break;
    crowded.add(name);
  }
  return crowded;
}
