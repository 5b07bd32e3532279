import type { Text } from '@codemirror/state';

/** Characters beyond which a text is no program any more and help with writing would only cost time. */
export const largeText = 1_000_000;

/** Whether a text is too large for what looks at all of it while somebody types. */
export function isLarge(text: Pick<Text, 'length'>): boolean {
  return text.length > largeText;
}
