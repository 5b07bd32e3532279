/**
 * One case of the catalogue: what the last line of a traceback looks like, and which sentences explain
 * it. The sentences are in `messages/en/explanations.json` under the same id.
 */
export interface CatalogueEntry {
  readonly id: string;
  /** The exception's class, or several. Left out: any. */
  readonly exception?: string | readonly string[];
  /** What follows the class and colon. Named groups fill the sentences. Left out: anything. */
  readonly message?: RegExp;
  /**
   * The probable cause to look for in the program (`renderer/explanations/causes.ts`). The case fits
   * only if it is found; it tells the place and fills the sentences. Left out: the line of the traceback.
   */
  readonly cause?: string;
}
