/** Evenly spread numbers from a seed (xorshift, 32 bits), so that runs of an emulated Pico can be repeated. */
export class RandomNumbers {
  /** Never 0; all that a snapshot needs. */
  state: number;

  constructor(seed: number) {
    this.state = (seed ^ 0x9e3779b9) | 0 || 1;
  }

  /** 0 up to 1, without 1. */
  next(): number {
    this.#step();
    return (this.state >>> 0) / 0x1_0000_0000;
  }

  /** 0 or 1. */
  nextBit(): number {
    this.#step();
    return this.state & 1;
  }

  #step(): void {
    this.state ^= this.state << 13;
    this.state ^= this.state >>> 17;
    this.state ^= this.state << 5;
  }
}
