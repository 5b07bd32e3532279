/** The FIFOs of UART, SPI and I2C. */

/** First in, first out: a small number of words. */
export class WordFifo {
  #words: number[] = [];

  /** @param capacity - how many words it takes; a UART changes its own between 32 and 1. */
  constructor(public capacity: number) {}

  get length(): number {
    return this.#words.length;
  }

  get empty(): boolean {
    return this.#words.length === 0;
  }

  get full(): boolean {
    return this.#words.length >= this.capacity;
  }

  /** @returns false when it was full: the word is lost. */
  push(word: number): boolean {
    if (this.full) return false;
    this.#words.push(word);
    return true;
  }

  /** @returns the oldest word, taken out; 0 when there is none. */
  shift(): number {
    return this.#words.shift() ?? 0;
  }

  /** The oldest word, left in; 0 when there is none. */
  get first(): number {
    return this.#words[0] ?? 0;
  }

  clear(): void {
    this.#words = [];
  }

  save(): readonly number[] {
    return [...this.#words];
  }

  restore(words: readonly number[]): void {
    this.#words = [...words];
  }
}
