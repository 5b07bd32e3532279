/** What can be sent to a board's helper: pieces of Python, each a few functions. */

import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import core from './python/core.py?raw';

/** Functions for one kind of job. Their arguments and answers are data as in JSON. */
export interface HelperPart {
  readonly name: string;
  /** Python. It sees the names of `core.py` and of the parts it needs, and no others. */
  readonly source: string;
  readonly needs?: readonly HelperPart[];
  /** A board that cannot take it does without: what stands on it looks for its names. */
  readonly isOptional?: boolean;
}

/**
 * The helper's name in the board's `sys.modules`: another Nibble with another helper does not take ours for its own.
 * The space keeps it apart from everything that can be imported.
 */
export const helperName = `nibble ${shortHash(core)}`;

/** What the helper calls a part: another Nibble's part of that name is another one. */
export function partId({ name, source }: HelperPart): string {
  return `${name} ${shortHash(source)}`;
}

/** A Python string literal. JSON writes the same escapes, and leaves letters of any language as they are. */
export function pythonString(text: string): string {
  return JSON.stringify(text);
}

/** The program that brings the helper onto a board: an expression, so that no name of it stays. */
export function installation(): string {
  const source = compact(core);
  const check = crc32(source);
  const run = `exec(s,{'key':${pythonString(helperName)}})`;
  return `(lambda s:__import__('ubinascii').crc32(s)==${check} and ${run})(${pythonString(source)})`;
}

/** The program that carries out one call. Everything that matters in it is checked on the board. */
export function callProgram(nonce: string, text: string): string {
  const check = crc32(nonce + text);
  const helper = `__import__('sys').modules[${pythonString(helperName)}]`;
  return `${helper}(b'${nonce}',${check},${pythonString(text)})`;
}

/** The program that takes the helper from a board. */
export const removal = `__import__('sys').modules.pop(${pythonString(helperName)},0)`;

/** The parts that a part stands on and itself, in the order in which they are to be learnt. */
export function withNeeds(part: HelperPart): HelperPart[] {
  return [...new Set([...(part.needs ?? []).flatMap(withNeeds), part])];
}

/** A part's functions, one after the other, for boards that have no memory to compile them all at once. */
export function functionsOf(source: string): string[] {
  return compact(source).split(/(?<!\n@[\w.]+)\n(?=def |@)/);
}

/** Python without what the board does not need. Strings of several lines would suffer: there are none. */
export function compact(source: string): string {
  return source
    .split('\n')
    .filter((line) => !/^\s*(#|$)/.test(line))
    .map((line) => line.replace(/^ +/, (indentation) => ' '.repeat(indentation.length / 4)))
    .join('\n');
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}
