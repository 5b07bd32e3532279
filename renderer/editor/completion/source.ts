import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { localCompletionSource } from '@codemirror/lang-python';
import { syntaxTree } from '@codemirror/language';
import type { EditorState } from '@codemirror/state';
import type { SyntaxNode } from '@lezer/common';
import {
  builtins,
  formerModules,
  keywords,
  moduleMembers,
  signatureOf,
  type Home,
} from '../../../resources/micropython/catalogue.ts';
import { t } from '../../../resources/messages/messages.ts';
import { isLarge } from '../large-text.ts';
import { explanationOf, keywordExplanation, moduleExplanation } from './explanations.ts';
import { membersOf } from './members.ts';
import { factsOf } from './program-facts.ts';

/** Letters after which names are offered unasked. */
const lettersToBegin = 2;

const word = /^\w*$/;
/** Before these words stands a name that is new, or nothing that could be guessed. */
const newName = /(?:\b(?:def|class|as|for|lambda|global|nonlocal)\s+|\d)\w*$/;
const moduleName = /^\s*(?:import\s+(?:[\w.]+(?:\s+as\s+\w+)?\s*,\s*)*|from\s+)(\w*)$/;
const nameOfModule = /^\s*from\s+(\w+)\s+import\s+\(?(?:[\w\s]+,\s*)*(\w*)$/;
const afterDot = /((?:[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)?(?:\([^()]*\)|["'\]}])?)\.(\w*)$/;

/** Offers names while somebody types; never in comments and texts. */
export function completeNames(context: CompletionContext): CompletionResult | null {
  if (isLarge(context.state.doc) || isText(context)) return null;
  const line = context.state.doc.lineAt(context.pos);
  const before = line.text.slice(0, context.pos - line.from);
  const module = moduleName.exec(before);
  if (module) return offer(context, module[1]!, modules, 0);
  const inModule = nameOfModule.exec(before);
  if (inModule) return offer(context, inModule[2]!, membersOfModule(inModule[1]!), 0);
  const dotted = afterDot.exec(before);
  if (dotted) return offer(context, dotted[2]!, membersAfter(dotted[1]!, context), 0);
  if (newName.test(before)) return null;
  const typed = /\w*$/.exec(before)![0];
  return offer(context, typed, namesAt(context), lettersToBegin);
}

function offer(
  context: CompletionContext,
  typed: string,
  options: readonly Completion[],
  letters: number,
): CompletionResult | null {
  if (options.length === 0 || (!context.explicit && typed.length < letters)) return null;
  const labels = new Set(options.map(({ label }) => label));
  // A word that is complete needs no help, and Enter after it should be Enter.
  const isOpen = (text: string): boolean => word.test(text) && !labels.has(text);
  if (!context.explicit && !isOpen(typed)) return null;
  return { from: context.pos - typed.length, options, validFor: isOpen };
}

/** Inside of comments and texts, except where an f-string holds code. */
function isText({ state, pos }: CompletionContext): boolean {
  for (let node: SyntaxNode | null = syntaxTree(state).resolveInner(pos, -1); node; node = node.parent) {
    if (node.name === 'FormatReplacement') return false;
    // Right behind a closed text is no text any more; a comment goes on to the end of its line.
    if (
      node.name === 'Comment' ||
      (node.name.endsWith('String') && (pos < node.to || !isClosed(state, node)))
    )
      return true;
  }
  return false;
}

function isClosed(state: EditorState, node: SyntaxNode): boolean {
  const text = state.sliceDoc(node.from, node.to);
  const quote = /^[a-zA-Z]*("""|'''|"|')/.exec(text)?.[1];
  return quote !== undefined && text.length >= 2 * quote.length && text.endsWith(quote);
}

const modules: readonly Completion[] = [...moduleMembers.keys()].map((label) => ({
  label,
  type: 'namespace',
  detail: t('editor:completion.module'),
  info: () => moduleExplanation(label),
}));

const builtinNames: readonly Completion[] = builtins.map((label) => completionOf(label, { of: 'builtins' }));

const keywordNames: readonly Completion[] = keywords.map((label) => ({
  label,
  type: 'keyword',
  boost: -1,
  info: () => keywordExplanation(label),
}));

function completionOf(label: string, home: Home): Completion {
  const signature = signatureOf(home, label);
  return {
    label,
    type: /^[A-Z][A-Z_0-9]+$/.test(label) ? 'constant' : 'function',
    ...(signature !== undefined ? { detail: signature } : {}),
    info: () => explanationOf(home, label),
  };
}

function membersOfModule(name: string): readonly Completion[] {
  const module = formerModules[name] ?? name;
  const members = moduleMembers.get(module) ?? [];
  return members.map((label) => completionOf(label, { of: 'in', name: module }));
}

function membersAfter(expression: string, { state, pos }: CompletionContext): Completion[] {
  // A closing quote or bracket tells the kind of what stands before the dot by itself.
  const sign = /["'\]}]$/.exec(expression)?.[0];
  const literal = sign === ']' ? null : sign === '}' ? '{}' : sign !== undefined ? '""' : expression;
  if (literal === null || literal === '') return [];
  const enclosing = expression === 'self' ? enclosingClass(state, pos) : null;
  const members = membersOf(literal, factsOf(state.doc), enclosing);
  if (!members) return [];
  const { home } = members;
  return [...members.names].map((label) => (home ? completionOf(label, home) : { label, type: 'property' }));
}

/** The class that a line stands in, told from indentation. */
function enclosingClass(state: EditorState, position: number): string | null {
  for (let number = state.doc.lineAt(position).number - 1; number > 0; number--) {
    const found = /^class\s+(\w+)/.exec(state.doc.line(number).text);
    if (found) return found[1]!;
  }
  return null;
}

/** Names of the program, of MicroPython and of Python's grammar; what is imported counts as the first. */
function namesAt(context: CompletionContext): readonly Completion[] {
  const own = localCompletionSource(context);
  const local = own && !(own instanceof Promise) ? own.options : [];
  const { meanings } = factsOf(context.state.doc);
  const described = local.map((option) => {
    const meaning = meanings.get(option.label);
    if (meaning?.is !== 'path') return { ...option, boost: 2 };
    const [module = '', name] = meaning.path.split('.');
    if (name === undefined) return { ...option, boost: 2, info: () => moduleExplanation(module) };
    return { ...completionOf(option.label, { of: 'in', name: module }), boost: 2 };
  });
  const seen = new Set(described.map(({ label }) => label));
  const others = [...builtinNames, ...keywordNames].filter(({ label }) => !seen.has(label));
  return [...described, ...others];
}
