/** What goes wrong, as data. */

/** Something went wrong that a person can do something about. Worded by the message catalogue. */
export interface Problem {
  /** Names the problem for programs and tests, such as `file-read-only`. */
  readonly code: string;
  /** What happened, one sentence. */
  readonly message: string;
  /** What to do next, one sentence. */
  readonly hint: string;
  /** What to copy to do so, letter by letter: a command for a terminal. */
  readonly copy?: string;
  /** One button: `command` is an id in the window's command registry. */
  readonly action?: { readonly command: string; readonly label: string };
}

/** Every answer to a request: a value, or a problem. */
export type Answer<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };
