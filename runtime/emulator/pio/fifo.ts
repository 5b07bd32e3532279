/** A queue of words between a state machine and the bus (RP2040 datasheet, 3.2.2.2). */

const longest = 8;

export class Fifo {
  readonly #words = new Int32Array(longest);
  #first = 0;
  count = 0;
  /** 4 words, or 8 and 0 where two are joined. */
  capacity = 4;

  get isEmpty(): boolean {
    return this.count === 0;
  }

  get isFull(): boolean {
    return this.count >= this.capacity;
  }

  push(word: number): void {
    this.#words[(this.#first + this.count) % longest] = word;
    this.count++;
  }

  pop(): number {
    const word = this.#words[this.#first]!;
    this.#first = (this.#first + 1) % longest;
    this.count--;
    return word;
  }

  clear(): void {
    this.#first = 0;
    this.count = 0;
  }

  copyFrom(other: Fifo): void {
    this.count = other.count;
    this.capacity = other.capacity;
    this.#first = other.#first;
    if (other.count > 0) this.#words.set(other.#words);
  }

  save(): number[] {
    const words = Array.from(
      { length: this.count },
      (_, index) => this.#words[(this.#first + index) % longest]!,
    );
    return [this.capacity, ...words];
  }

  restore([capacity = 4, ...words]: readonly number[]): void {
    this.clear();
    this.capacity = capacity;
    for (const word of words) this.push(word);
  }
}
