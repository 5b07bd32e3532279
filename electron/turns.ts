/** Jobs that are done one after the other, in the order in which they were asked for. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  /** Does a job once those before it have ended, however they ended. */
  take<T>(job: () => Promise<T>): Promise<T> {
    const done = this.#last.then(job);
    this.#last = done.catch(() => undefined);
    return done;
  }

  /** Resolves when everything that was asked for until now is done. */
  async done(): Promise<void> {
    await this.#last;
  }
}
