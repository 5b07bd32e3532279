import type { ExplanationId } from '../../resources/explanations/catalogue.ts';
import { t } from '../../resources/messages/messages.ts';

/** The sentences of an explanation. Code in them stands between backticks, see `codeParts`. */
export interface ExplanationWords {
  /** A few words. */
  readonly title: string;
  /** What happened. */
  readonly happened: string;
  /** What to try. */
  readonly advice: string;
}

/** A piece of a sentence: words, or code to set in the code type. */
export interface SentencePart {
  readonly text: string;
  readonly isCode: boolean;
}

/** Longer names and texts of a program are cut, in characters. */
const longestValue = 60;

/** Stands for a backtick of the program's own until the sentence has been taken apart. */
const ownBacktick = '\uE000';

/** The sentences for a case, filled with what was found. */
export function wordExplanation(
  id: ExplanationId,
  values: Readonly<Record<string, string | number | undefined>>,
): ExplanationWords {
  const shown = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, shownValue(name, value)]),
  );
  return {
    title: t(`explanations:cases.${id}.title`, shown),
    happened: t(`explanations:cases.${id}.happened`, shown),
    advice: t(`explanations:cases.${id}.advice`, shown),
  };
}

/** Types that have words of their own, as MicroPython names them. */
const wordedTypes = [
  ...([
    'int',
    'float',
    'str',
    'list',
    'tuple',
    'dict',
    'set',
    'bool',
    'NoneType',
    'bytes',
    'bytearray',
  ] as const),
  ...(['range', 'function', 'bound_method', 'closure', 'method', 'generator', 'module', 'type'] as const),
] as const;

/** Values that are types: they are worded, "a whole number" for `int`. */
const typeValues = new Set(['type', 'left', 'right']);

function shownValue(name: string, value: string | number | undefined): string | number {
  return typeValues.has(name) ? typeWords(String(value)) : valueWords(value);
}

function typeWords(type: string): string {
  const worded = wordedTypes.find((one) => one === type);
  return worded
    ? t(`explanations:types.${worded}`)
    : t('explanations:types.other', { type: valueWords(type) });
}

function valueWords(value: string | number | undefined): string | number {
  if (typeof value === 'number') return value;
  const text = (value ?? '').replaceAll('`', ownBacktick);
  return text.length > longestValue ? `${text.slice(0, longestValue)}…` : text;
}

/** Takes a sentence apart at its backticks. Empty code is left out. */
export function codeParts(sentence: string): SentencePart[] {
  return sentence
    .split('`')
    .map((text, index) => ({ text: text.replaceAll(ownBacktick, '`'), isCode: index % 2 === 1 }))
    .filter(({ text }) => text !== '');
}

/** The sentence as plain text, for screen readers and marks. */
export function plainWords(sentence: string): string {
  return codeParts(sentence)
    .map(({ text }) => text)
    .join('');
}
