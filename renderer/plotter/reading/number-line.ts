import { unitPattern } from './units.ts';

/** Numbers found on one printed line, in order. */
export interface NumberLine {
  /** What each is called; `null` where the line gave no names. */
  readonly names: readonly string[] | null;
  /** NaN where one is missing: `nan`, `None`, or nothing between two commas. */
  readonly values: readonly number[];
  /** The unit after each, or an empty text. */
  readonly units: readonly string[];
  /** Empty places at the end of the line: in a table they are numbers that are missing, else nothing. */
  readonly emptyAtEnd: number;
}

/** Longer lines are not read, in characters. */
export const longestLine = 2000;
/** Longer names are sentences, in characters. */
const longestName = 40;

const end = String.raw`(?=[\s,;|)\]}]|$)`;
const amount = String.raw`[+-]?(?:(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|[iI]nf|[nN]a[nN])|None`;
const value = new RegExp(`(${amount})(?: ?(${unitPattern}))?${end}`, 'y');

/** A word does not begin with a digit: versions, addresses, dates and times are no names. */
const word = String.raw`[\p{L}_][^\s:=,;|'"{}<>]*`;
const nextWord = String.raw`[([]?[\p{L}_%°][^\s:=,;|'"{}<>]*`;
const counted = String.raw`(?: \d{1,3}(?= ?[:=]\s))?`;
const quoted = String.raw`'([^']*)'|"([^"]*)"`;
/** `a:`, `a =`, `'a':`, `Temperature (C):`, `Sensor 2: ` */
const nameBeforeSign = new RegExp(`(?:${quoted}|(${word}(?: ${nextWord})*${counted}))\\s*[:=]\\s*`, 'uy');
/** `Temperature 21.5`, `The temperature is 21.5`: at most three words. */
const nameBeforeSpace = new RegExp(
  `(${word}(?: ${nextWord}){0,2})[ \\t]+(?=[+-]?[.\\d]|[+-]?inf|nan|None)`,
  'uy',
);

const between = /[\s,;|()[\]{}]*/y;
const mayHoldNumber = /\d|nan|inf|None/i;
/** Words that tie two numbers together rather than naming the second: `3 of 10`. */
const tyingWords = new Set('of to and or in at on by from with than out is plus minus times'.split(' '));

/**
 * Reads one line, without its end. `null` where it is not made of numbers.
 *
 * The rule, which `plotter:rule` tells in plain words: the whole line has to be numbers, each with a
 * unit or without. Either none has a name, or all of them have one before, with `:` or `=` on the whole line
 * or with a space on the whole line; numbers that follow one name are counted. Brackets, commas and
 * semicolons only part the numbers. Anything else on the line, and it is not read.
 */
export function readNumberLine(line: string): NumberLine | null {
  if (line.length > longestLine || !mayHoldNumber.test(line)) return null;
  return new LineReader(line).read();
}

class LineReader {
  #position = 0;
  /** Whether names stand before a sign; `null` before the first name. */
  #sign: boolean | null = null;
  #emptyAtEnd = 0;
  readonly #names: string[] = [];
  readonly #values: number[] = [];
  readonly #units: string[] = [];

  constructor(readonly line: string) {}

  read(): NumberLine | null {
    this.#skipBetween();
    while (this.#position < this.line.length) {
      if (!this.#value() && !this.#namedValue()) return null;
      this.#skipBetween();
    }
    if (this.#values.length === 0) return null;
    return {
      names: this.#names.length > 0 ? countRepeated(this.#names) : null,
      values: this.#values,
      units: this.#units,
      emptyAtEnd: this.#emptyAtEnd,
    };
  }

  #value(): boolean {
    const found = this.#match(value);
    if (!found) return false;
    this.#values.push(toNumber(found[1]!));
    this.#units.push(found[2] ?? '');
    if (this.#sign !== null && this.#names.length < this.#values.length)
      this.#names.push(this.#names.at(-1)!);
    return true;
  }

  #namedValue(): boolean {
    const sign = this.#match(nameBeforeSign);
    const found = sign ?? this.#match(nameBeforeSpace);
    if (!found) return false;
    const name = (found[1] ?? found[2] ?? found[3] ?? '').trim();
    if (name === '' || name.length > longestName) return false;
    if (!sign && tyingWords.has(name.split(' ')[0]!.toLowerCase())) return false;
    const unlike = this.#sign === null ? this.#values.length > 0 : this.#sign !== (sign !== null);
    if (unlike) return false;
    this.#sign = sign !== null;
    this.#names.push(name);
    this.#skipBetween();
    return this.#value();
  }

  /** Nothing between two commas, or before the first, is a number that is missing. */
  #skipBetween(): void {
    const skipped = this.#match(between)![0];
    if (skipped === ' ' || skipped === '' || this.#sign !== null) return;
    const commas = skipped.match(/[,;]/g)?.length ?? 0;
    const atEnd = this.#position === this.line.length;
    const missing = this.#values.length === 0 || atEnd ? commas : commas - 1;
    if (atEnd) this.#emptyAtEnd = missing;
    else for (let count = 0; count < missing; count++) this.#missing();
  }

  #missing(): void {
    this.#values.push(NaN);
    this.#units.push('');
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#position;
    const found = pattern.exec(this.line);
    if (found) this.#position = pattern.lastIndex;
    return found;
  }
}

function toNumber(text: string): number {
  if (!/inf/i.test(text)) return Number(text); // NaN for `nan` and `None`
  return text.startsWith('-') ? -Infinity : Infinity;
}

/** `acc: 1 2 3` gives `acc 1`, `acc 2`, `acc 3`. */
function countRepeated(names: readonly string[]): string[] {
  const total = new Map<string, number>();
  for (const name of names) total.set(name, (total.get(name) ?? 0) + 1);
  if (total.size === names.length) return [...names];
  const seen = new Map<string, number>();
  return names.map((name) => {
    if (total.get(name) === 1) return name;
    seen.set(name, (seen.get(name) ?? 0) + 1);
    return `${name} ${seen.get(name)}`;
  });
}
