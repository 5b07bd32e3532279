/** Paths on the board, as they are typed: with a colon in front. */

/** True for a path on the board. A file of this computer that begins so is `./:name`. */
export function isOnBoard(word: string): boolean {
  return word.startsWith(':');
}

/** `:lib/servo.py`, `:/lib/servo.py` and `:./lib//servo.py` are `lib/servo.py`; `:` is `''`, the top. */
export function pathOnBoard(word: string): string {
  const steps = word.slice(1).split('/');
  return steps.filter((step) => step !== '' && step !== '.').join('/');
}

/** A path in a root of the board, as it is typed. */
export function boardWord(path: string): string {
  return `:${path}`;
}

/** A path on the board, from its top, as it is typed. */
export function typedPath(path: string): string {
  return boardWord(path.replace(/^\//, ''));
}
