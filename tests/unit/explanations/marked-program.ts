/** A program that fails, and how it should be explained. */
export interface ExplainedProgram {
  readonly id: string;
  /** The text without marks. */
  readonly source: string;
  /** What was marked: line from 1, columns from 0. */
  readonly place: { readonly line: number; readonly from: number; readonly to: number };
  readonly suggestion?: string;
}

/** A case in one line: the place to be pointed out stands between `«` and `»`. */
export function marked(id: string, text: string, suggestion?: string): ExplainedProgram {
  const before = text.slice(0, text.indexOf('«')).split('\n');
  const inside = text.slice(text.indexOf('«') + 1, text.indexOf('»'));
  const from = before.at(-1)!.length;
  return {
    id,
    source: text.replace(/[«»]/g, ''),
    place: { line: before.length, from, to: from + inside.length },
    ...(suggestion === undefined ? {} : { suggestion }),
  };
}
