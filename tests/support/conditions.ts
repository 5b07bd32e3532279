/** Conditions that tests wait for; whoever sees something happen has them looked at again. */
export class Conditions {
  readonly #waiting = new Set<() => void>();

  /** Waits until a condition holds. What it throws ends the waiting. */
  until(condition: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        try {
          if (!condition()) return;
          resolve();
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
        this.#waiting.delete(look);
      };
      this.#waiting.add(look);
      look();
    });
  }

  /** Something happened. */
  look(): void {
    for (const look of [...this.#waiting]) look();
  }
}
