/** What can be found: a topic with all its words. */
export interface Findable<Id> {
  readonly id: Id;
  readonly title: string;
  readonly text: string;
}

/** The topics that have every word of a query, at least its beginning; those with it in their title come first. */
export function findTopics<Id>(query: string, topics: readonly Findable<Id>[]): Id[] {
  const words = plain(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const ranked = topics.map((topic) => ({ id: topic.id, rank: rankOf(words, topic) }));
  return ranked
    .filter(({ rank }) => rank > 0)
    .sort((one, other) => other.rank - one.rank)
    .map(({ id }) => id);
}

/** 0 where a word is missing; more the more of them the title has. */
function rankOf(words: readonly string[], { title, text }: Findable<unknown>): number {
  const inTitle = words.filter((word) => begins(plain(title), word)).length;
  const everywhere = plain(`${title}\n${text}`);
  return words.every((word) => begins(everywhere, word)) ? 1 + inTitle : 0;
}

/** A word of the text begins so, or so after a sign: `LED` in `Pin("LED")`. */
function begins(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1]!)) return true;
  }
  return false;
}

/** Small letters without accents. */
function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase();
}
