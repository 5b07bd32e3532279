import type { Failure } from '../failure.ts';
import type { PythonText } from '../python-text.ts';
import { isKeyword, isSign, type Token } from '../python-token.ts';

/** A name that gets a meaning somewhere in the program. */
export interface Definition {
  readonly name: string;
  readonly line: number;
  /** The function it belongs to; `null` for the whole program. */
  readonly scope: string | null;
}

/** A function as it is written down. */
export interface FunctionHead {
  readonly name: string;
  readonly line: number;
  readonly arguments: readonly Token[];
  /** The class it is a method of. */
  readonly className: string | null;
}

interface Block {
  readonly kind: 'def' | 'class';
  readonly name: string;
  readonly depth: number;
}

const assigning = ['=', '+=', '-=', '*=', '/=', '//=', '%=', '**=', ':='];

/** The names of a program: read without running it, as well as that can be done. */
export class ProgramNames {
  readonly definitions: Definition[] = [];
  readonly functions: FunctionHead[] = [];
  /** What `import` made of modules: local name to module. */
  readonly modules = new Map<string, string>();
  /** What stands behind names that came by `from … import`: local name to module. */
  readonly imported = new Map<string, string>();
  /** Methods and attributes of the program's own classes. */
  readonly classes = new Map<string, Set<string>>();
  #blocks: Block[] = [];

  constructor(readonly program: PythonText) {
    for (const statement of program.statements()) this.#read(statement);
  }

  /** Every name once, in order. */
  get all(): ReadonlySet<string> {
    return new Set(this.definitions.map(({ name }) => name));
  }

  #read(statement: readonly Token[]): void {
    const depth = this.program.depth(statement[0]!.line);
    this.#blocks = this.#blocks.filter((block) => block.depth < depth);
    const first = statement[0]!.text === 'async' ? 1 : 0;
    const [word, name] = [statement[first]!.text, statement[first + 1]];
    if ((word === 'def' || word === 'class') && name?.kind === 'name') {
      this.#readBlock(word, name, depth, statement.slice(first + 2));
    } else if (word === 'import') this.#readImport(statement.slice(1));
    else if (word === 'from') this.#readFrom(statement);
    else if (word === 'for') this.#readFor(statement);
    this.#readAssignments(statement);
  }

  #readBlock(kind: Block['kind'], name: Token, depth: number, rest: readonly Token[]): void {
    this.#define(name);
    const className = this.#innermost('class');
    if (kind === 'class') this.classes.set(name.text, new Set());
    else if (className) this.classes.get(className)?.add(name.text);
    this.#blocks.push({ kind, name: name.text, depth });
    if (kind === 'class') return;
    const bracket = rest[0];
    const wanted = rest.filter(
      (token, index) =>
        token.kind === 'name' &&
        token.inside?.token === bracket &&
        isSign(rest[index - 1], '(', ',', '*', '**'),
    );
    for (const token of wanted) this.#define(token);
    this.functions.push({ name: name.text, line: name.line, arguments: wanted, className });
  }

  #readImport(rest: readonly Token[]): void {
    for (const part of splitAtCommas(rest)) {
      const alias = part.findIndex(({ text }) => text === 'as');
      const path = alias < 0 ? part : part.slice(0, alias);
      const local = alias < 0 ? part[0] : part[alias + 1];
      if (!local) continue;
      const module = path.map(({ text }) => text).join('');
      this.modules.set(local.text, alias < 0 ? part[0]!.text : module);
      this.#define(local);
    }
  }

  #readFrom(statement: readonly Token[]): void {
    const at = statement.findIndex(({ text }) => text === 'import');
    const module = statement
      .slice(1, at)
      .map(({ text }) => text)
      .join('');
    const names = statement.slice(at + 1).filter((token) => !isSign(token, '(', ')'));
    for (const part of at < 0 ? [] : splitAtCommas(names)) {
      const local = part.at(-1)!;
      this.imported.set(local.text, module);
      this.#define(local);
    }
  }

  #readFor(statement: readonly Token[]): void {
    const end = statement.findIndex(({ text }) => text === 'in');
    for (const token of statement.slice(1, Math.max(1, end))) if (token.kind === 'name') this.#define(token);
  }

  #readAssignments(statement: readonly Token[]): void {
    const sign = statement.findIndex((token) => isSign(token, ...assigning) && !token.inside);
    for (const [index, token] of statement.entries()) {
      const [before, next] = [statement[index - 1], statement[index + 1]];
      if (token.kind !== 'name' || isKeyword(token)) continue;
      if (isSign(before, '.')) {
        const className = this.#innermost('class');
        const isOwn = statement[index - 2]?.text === 'self' && isSign(next, ...assigning, ',');
        if (className && isOwn) this.classes.get(className)?.add(token.text);
      } else if (before?.text === 'as' || before?.text === 'global') this.#define(token);
      else if (isSign(next, ':=') || (index < sign && isSign(next, ...assigning, ',', ':'))) {
        if (!token.inside || isSign(next, ':=')) this.#define(token);
      }
    }
  }

  #define(token: Token): void {
    this.definitions.push({ name: token.text, line: token.line, scope: this.#innermost('def') });
  }

  #innermost(kind: Block['kind']): string | null {
    return this.#blocks.findLast((block) => block.kind === kind)?.name ?? null;
  }
}

function splitAtCommas(tokens: readonly Token[]): Token[][] {
  const parts: Token[][] = [[]];
  for (const token of tokens) {
    if (isSign(token, ',')) parts.push([]);
    else parts.at(-1)!.push(token);
  }
  return parts.filter((part) => part.length > 0);
}

const known = new WeakMap<PythonText, ProgramNames>();

/** The names of a program, read once. */
export function namesOf(program: PythonText): ProgramNames {
  const names = known.get(program) ?? new ProgramNames(program);
  known.set(program, names);
  return names;
}

/** Where a name stands in the statement that failed; `isRight` chooses among several. */
export function tokenNamed(
  { program, frame }: Failure,
  name: string,
  isRight: (index: number, tokens: readonly Token[]) => boolean = () => true,
): Token | undefined {
  if (!program || !frame) return undefined;
  const find = (tokens: readonly Token[]) =>
    tokens.find((token, index) => token.text === name && token.kind === 'name' && isRight(index, tokens));
  return find(program.on(frame.line)) ?? find(program.statement(frame.line));
}
