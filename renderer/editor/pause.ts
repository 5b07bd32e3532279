/** Does something once nothing has happened for a while. */
export class Pause {
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly milliseconds: number,
    readonly then: () => void,
  ) {}

  /** Something happened: the pause begins anew. */
  begin(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.then, this.milliseconds);
  }

  /** Nothing is to be done any more. */
  end(): void {
    clearTimeout(this.#timer);
  }
}
