/**
 * Makes contents small for the way to a board, which unpacks them in a tenth of the time that receiving takes: LZSS, of
 * which the board's part is fifteen lines (`python/unpack.py`).
 *
 * A byte of flags, lowest bit first, is followed by what they stand for: 0 a byte as it is, 1 a repetition. That is two
 * bytes, the lower one first: its length less three in the lowest bits, above them how far back it begins, less one.
 */

/** Bits for the length of a repetition; `python/unpack.py` has the same. */
const lengthBits = 4;
const shortest = 3;
const longest = shortest + (1 << lengthBits) - 1;
const farthest = 1 << (16 - lengthBits);
/** So many earlier places are looked at for each byte, the latest first: more find next to nothing. */
const patience = 64;
/** Bits that each takes, with its flag. */
const byteCost = 9;
const repetitionCost = 17;

interface Repetition {
  readonly length: number;
  readonly back: number;
}

/** A piece of a content, packed; what is before `start` is on the board. It may be longer than before. */
export function pack(content: Uint8Array, start: number): Uint8Array {
  const repetitions = longestRepetitions(content, start);
  const isWorthIt = cheapestWay(repetitions);
  const packed: number[] = [];
  let flagsAt = 0;
  for (let at = start, item = 0; at < content.length; item++) {
    if (item % 8 === 0) flagsAt = packed.push(0) - 1;
    if (isWorthIt[at - start]) {
      const { length, back } = repetitions[at - start]!;
      const pair = ((back - 1) << lengthBits) | (length - shortest);
      packed[flagsAt]! |= 1 << (item % 8);
      packed.push(pair & 0xff, pair >> 8);
      at += length;
    } else {
      packed.push(content[at]!);
      at++;
    }
  }
  return Uint8Array.from(packed);
}

/** The longest repetition at each byte from `start` on; length 0 for none. */
function longestRepetitions(content: Uint8Array, start: number): Repetition[] {
  const places = new Map<number, number[]>();
  const found: Repetition[] = [];
  for (let at = 0; at < content.length; at++) {
    let best = { length: 0, back: 0 };
    if (at + shortest <= content.length) {
      const key = (content[at]! << 16) | (content[at + 1]! << 8) | content[at + 2]!;
      const earlier = places.get(key) ?? [];
      if (at >= start) {
        for (const place of earlier.slice(-patience).reverse()) {
          if (at - place > farthest || best.length === longest) break;
          const length = commonLength(content, place, at);
          if (length > best.length) best = { length, back: at - place };
        }
      }
      earlier.push(at);
      places.set(key, earlier);
    }
    if (at >= start) found.push(best);
  }
  return found;
}

/** How many bytes from one place on are the same as from another. */
function commonLength(content: Uint8Array, one: number, other: number): number {
  let length = shortest;
  while (
    length < longest &&
    other + length < content.length &&
    content[one + length] === content[other + length]
  )
    length++;
  return length;
}

/** For each byte, whether to take its repetition on the cheapest way to the end. */
function cheapestWay(repetitions: readonly Repetition[]): boolean[] {
  const costs = new Float64Array(repetitions.length + 1);
  const taken = new Array<boolean>(repetitions.length).fill(false);
  for (let at = repetitions.length - 1; at >= 0; at--) {
    const { length } = repetitions[at]!;
    const asByte = byteCost + costs[at + 1]!;
    const asRepetition = length === 0 ? Infinity : repetitionCost + costs[at + length]!;
    taken[at] = asRepetition < asByte;
    costs[at] = Math.min(asByte, asRepetition);
  }
  return taken;
}
