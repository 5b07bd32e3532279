/**
 * A language for tests: English with accents, 40 percent longer, in brackets. What is not in brackets in
 * the window did not come from the catalogue; what is cut off there would be so in German or Finnish.
 */

import type { i18n } from 'i18next';

const plain = 'ACDEGHIJKLNORSTUWYZacdeghijklnorstuwyz';
const accented = 'ÂÇÐÉĜĤÎĴĶĻÑÔŔŠŢÛŴÝŽåçđéĝĥîĵķļñôŕšţûŵýž';

/** What programs outside the window read stays as it is. */
const leftPlain = 'commandLine';

type Messages = string | readonly Messages[] | { readonly [key: string]: Messages };

/** One sentence in the pseudo-language. What stands for a value (`{{name}}`) is kept. */
export function pseudo(sentence: string): string {
  const parts = sentence.split(/(\{\{.*?\}\})/);
  const changed = parts.map((part) => (part.startsWith('{{') ? part : accent(part))).join('');
  const letters = sentence.replace(/\{\{.*?\}\}/g, '').length;
  return `[${changed}${stretch(Math.ceil(letters * 0.4), sentence.includes(' '))}]`;
}

/** Changes the catalogue's language to the pseudo-language, for as long as the process or the page lives. */
export function speakPseudo(catalogue: i18n): void {
  const english = catalogue.options.resources!['en'] as Record<string, Messages>;
  for (const [area, messages] of Object.entries(english)) {
    catalogue.addResourceBundle('pseudo', area, area === leftPlain ? messages : translated(messages));
  }
  void catalogue.changeLanguage('pseudo');
}

function translated(messages: Messages): Messages {
  if (typeof messages === 'string') return pseudo(messages);
  if (Array.isArray(messages)) return messages.map(translated);
  return Object.fromEntries(Object.entries(messages).map(([key, value]) => [key, translated(value)]));
}

function accent(text: string): string {
  return [...text].map((letter) => accented[plain.indexOf(letter)] ?? letter).join('');
}

/** Filling; in words, where the sentence has words, so that it can wrap. */
function stretch(length: number, inWords: boolean): string {
  const filling = '~'.repeat(length);
  return inWords ? filling.replace(/~{7}/g, ' ~~~~~~') : filling;
}
