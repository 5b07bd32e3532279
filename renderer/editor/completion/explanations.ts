import type { CompletionInfo } from '@codemirror/autocomplete';
import { catalogue } from '../../../resources/messages/messages.ts';
import type { Home } from '../../../resources/micropython/catalogue.ts';
import { codeParts } from '../../explanations/words.ts';

/** What a keyword does, in a sentence. */
export function keywordExplanation(name: string): CompletionInfo {
  return sentence(`keywords.${name}`);
}

/** What a module is for, in a sentence. */
export function moduleExplanation(name: string): CompletionInfo {
  return sentence(`modules.${name}`);
}

/** What a name of MicroPython does, in a sentence. */
export function explanationOf(home: Home, name: string): CompletionInfo {
  return sentence(home.of === 'builtins' ? `builtins.${name}` : `${home.of}.${home.name}.${name}`);
}

function sentence(key: string): CompletionInfo {
  if (!catalogue.exists(`micropython:${key}`)) return null;
  const dom = document.createElement('p');
  // Of the names of MicroPython, which the keys come from, the type of `t` knows nothing.
  const words = catalogue.t(`micropython:${key}`);
  for (const { text, isCode } of codeParts(words)) {
    const part = dom.appendChild(document.createElement(isCode ? 'code' : 'span'));
    part.textContent = text;
  }
  return dom;
}
