/** Longer words are no slips of the keyboard. */
const longestWord = 40;

/**
 * The word that was probably meant: fewest letters wrong, missing, too many or swapped, and not more
 * than a slip; of equals, the first. Letters that differ only in case hardly count. `null` for none.
 */
export function nearestWord(word: string, candidates: Iterable<string>): string | null {
  if (word.length > longestWord) return null;
  let nearest: string | null = null;
  let least = slips(word.length + 1) + 0.5;
  for (const candidate of candidates) {
    if (candidate === word || Math.abs(candidate.length - word.length) >= least) continue;
    const distance = wordDistance(word, candidate);
    if (distance >= least || distance > slips(Math.max(word.length, candidate.length))) continue;
    nearest = candidate;
    least = distance;
  }
  return nearest;
}

/** How many slips a word of this length can have and still be recognised. */
function slips(length: number): number {
  if (length < 3) return length < 2 ? 0.5 : 0.9;
  if (length < 6) return 1;
  return length < 9 ? 2 : 3;
}

/** Optimal string alignment distance: swapped neighbours are the likeliest slip, wrong case is hardly one. */
function wordDistance(one: string, other: string): number {
  let before: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row++) {
    const current = [row];
    for (let column = 1; column <= other.length; column++) {
      const kept = last[column - 1]! + difference(one[row - 1]!, other[column - 1]!);
      let best = Math.min(kept, last[column]! + 1, current[column - 1]! + 1);
      const swapped =
        row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      if (swapped) best = Math.min(best, before[column - 2]! + 0.9);
      current.push(best);
    }
    before = last;
    last = current;
  }
  return last[other.length]!;
}

function difference(one: string, other: string): number {
  if (one === other) return 0;
  return one.toLowerCase() === other.toLowerCase() ? 0.1 : 1;
}
