import { foreignWords, needlessWords } from '../../../resources/explanations/other-languages.ts';
import { inProgram, spanBetween, spanOf, type Cause } from '../failure.ts';
import { nearestWord } from '../nearest-word.ts';
import type { PythonText } from '../python-text.ts';
import { beginsValue, endsValue, isKeyword, isSign, pythonKeywords, type Token } from '../python-token.ts';

/** `print "x"`, as Python 2 and many books have it. */
export const printWithoutBrackets: Cause = inProgram((program, line) => {
  const tokens = program.statement(line);
  const at = tokens.findIndex((token) => token.text === 'print' && token.inside === null);
  const last = tokens.at(-1);
  if (at < 0 || !last || !beginsValue(tokens[at + 1])) return null;
  const words = textBetween(program, tokens[at + 1]!, last);
  return { span: spanBetween(tokens[at]!, last), suggestion: `print(${words})` };
});

/** `else if`, which Python writes `elif`. */
export const elseIf: Cause = inProgram((program, line) => {
  const [first, second] = program.statement(line);
  if (first?.text !== 'else' || second?.text !== 'if') return null;
  return { span: spanBetween(first, second), suggestion: 'elif' };
});

/** A word of another language for one that Python has too: `function f()`. */
export const foreignWord: Cause = inProgram((program, line) => {
  const [first, second] = program.statement(line);
  const words = first && beginsValue(second) ? foreignWords : {};
  const suggestion = words[first?.text.toLowerCase() ?? ''];
  if (!first || suggestion === undefined) return null;
  return { span: spanOf(first), suggestion, values: { word: first.text, python: suggestion } };
});

/** A word of another language that Python does without: `var x = 3`, `if x > 3 then:`. */
export const needlessWord: Cause = inProgram((program, line) => {
  const tokens = program.statement(line);
  const [first, second] = tokens;
  const isDeclared = first && needlessWords.has(first.text) && second?.kind === 'name';
  const needless = isDeclared ? first : tokens.slice(2).find((token) => /^(?:then|do)$/.test(token.text));
  if (!needless || !(isDeclared || isKeyword(first))) return null;
  return { span: spanOf(needless), values: { word: needless.text } };
});

/** A slip in a word of the language: `whlie`, `form machine import Pin`, `Import`. */
export const misspeltKeyword: Cause = inProgram((program, line) => {
  const tokens = program.statement(line);
  for (const [index, token] of tokens.entries()) {
    if (token.kind !== 'name' || isKeyword(token)) continue;
    const suggestion = nearestWord(token.text, wordsFor(index, tokens));
    if (suggestion === null) continue;
    return { span: spanOf(token), suggestion, values: { word: token.text } };
  }
  return null;
});

const firstWords = [...pythonKeywords].filter((word) => !/^(?:as|and|or|in|is|None|True|False)$/.test(word));
const middleWords = ['import', 'in', 'and', 'or', 'not', 'is', 'if', 'else', 'as', 'for', 'from', 'lambda'];

/** Words that could have been meant in this place; none where a name makes sense. */
function wordsFor(index: number, tokens: readonly Token[]): readonly string[] {
  const [before, token, after] = [tokens[index - 1], tokens[index]!, tokens[index + 1]];
  if (index === 0) {
    const endsLine = after?.line !== token.line;
    const beginsBlock = isSign(after, ':') && tokens[index + 2]?.line !== token.line;
    return beginsBlock || (!endsLine && standsAlone(after)) ? firstWords : [];
  }
  return endsValue(before) && (beginsValue(after) || isKeyword(after)) ? middleWords : [];
}

/** What can follow a word of the language, and never a name at the beginning of a statement. */
function standsAlone(after: Token | undefined): boolean {
  return beginsValue(after) || isKeyword(after);
}

/** `match x:`, which Python has since 3.10 and MicroPython has not. */
export const matchStatement: Cause = inProgram((program, line) => {
  const tokens = program.statement(line);
  const [first] = tokens;
  const isBlock = isSign(tokens.at(-1), ':') && beginsValue(tokens[1]);
  return first?.text === 'match' && isBlock ? { span: spanOf(first) } : null;
});

/** A word of the language where a name should be: `class = 3`. */
export const keywordAsName: Cause = inProgram((program, line) => {
  const tokens = program.statement(line);
  for (const [index, token] of tokens.entries()) {
    if (!isKeyword(token)) continue;
    const assigned = index === 0 && isSign(tokens[1], '=', '+=', '-=', '.');
    const defined = index === 1 && /^(?:def|class|for)$/.test(tokens[0]!.text);
    if (!assigned && !defined) continue;
    const suggestion = `${token.text}_`;
    return { span: spanOf(token), suggestion, values: { word: token.text } };
  }
  return null;
});

/** An import that lacks what to import: `from machine import`. */
export const unfinishedImport: Cause = inProgram((program, line) => {
  const tokens = program.statement(line);
  const [first] = tokens;
  const last = tokens.at(-1);
  const isImport = first?.text === 'import' || first?.text === 'from';
  if (!isImport || !last) return null;
  const unfinished =
    isSign(last, ',', '.') || last.text === 'import' || last.text === 'as' || last.text === 'from';
  return unfinished || first.text === 'from' ? { span: spanBetween(first, last) } : null;
});

/** A name that begins with a digit: `2x = 3`. */
export const nameWithDigit: Cause = inProgram((program, line) => {
  for (const token of program.on(line)) {
    if (token.kind !== 'number') continue;
    const [, digits, letters] = /^(\d+)(\p{L}[\p{L}\p{N}_]*)$/u.exec(token.text) ?? [];
    if (!letters || /^0[xob]/i.test(token.text) || /^[eEjJ]$/.test(letters)) continue;
    return { span: spanOf(token), suggestion: `${letters}${digits}`, values: { word: token.text } };
  }
  return null;
});

/** The text of a program from one token to another of the same line. */
function textBetween(program: PythonText, first: Token, last: Token): string {
  const text = program.lines[first.line - 1]!;
  return text.slice(first.from, last.line === first.line ? last.to : undefined).trimEnd();
}
