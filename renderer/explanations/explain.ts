import { catalogue, type ExplanationId } from '../../resources/explanations/catalogue.ts';
import type { CatalogueEntry } from '../../resources/explanations/entry.ts';
import { causes } from './causes.ts';
import type { Failure, Finding, Span, WorkspaceModule } from './failure.ts';
import { PythonText } from './python-text.ts';
import { wholeLine } from './syntax/blocks.ts';
import { readTraceback, type Frame, type Traceback } from './traceback.ts';
import { wordExplanation, type ExplanationWords } from './words.ts';

/** A place in a file: the line and the columns that an error is about. */
export interface ErrorPlace extends Span {
  /** As the traceback names it. */
  readonly file: string;
}

/** An error in plain words. */
export interface Explanation extends ExplanationWords {
  readonly id: ExplanationId;
  /** Where to look; `null` for a line typed at the prompt. */
  readonly place: ErrorPlace | null;
  /** What could stand there instead, where that can be told. */
  readonly suggestion?: string;
  /** A file of the workspace that would mend it, once it is on the board. */
  readonly module?: WorkspaceModule;
}

/** What is known around an error. */
export interface Circumstances {
  /** The text of a file as it was run; `null` where the window does not have it. */
  readonly sourceOf: (file: string) => string | null;
  /** Files of the workspace that a program could import. */
  readonly modules?: readonly WorkspaceModule[];
  /** Names that the board may know besides those of the program. */
  readonly names?: readonly string[];
}

/** Longer programs do not fit into the memory of a Pico; their text is not looked into. In characters. */
const longestProgram = 100_000;

/** What MicroPython calls a line typed at the prompt. */
const typed = '<stdin>';

/** Stopping a program is no error, and ending it by `sys.exit()` neither. */
const noErrors = new Set(['KeyboardInterrupt', 'SystemExit']);

/** Explains a traceback; `null` for what is none, and for a program that was only stopped. */
export function explain(text: string, circumstances: Circumstances): Explanation | null {
  const traceback = readTraceback(text);
  if (!traceback || noErrors.has(traceback.exception)) return null;
  return explainTraceback(traceback, circumstances);
}

/**
 * Explains MicroPython's complaint about a text that it could not read: `message` as it stands in the last
 * line of the traceback (`SyntaxError: invalid syntax`, or without the class), `line` as it was reported.
 */
export function explainSyntaxError(source: string, message: string, line: number): Explanation {
  const file = '';
  const [, exception = 'SyntaxError', rest = message] = /^(\w+Error): ?(.*)$/s.exec(message) ?? [];
  const traceback = { frames: [{ file, line }], exception, message: rest.trim() };
  return explainTraceback(traceback, { sourceOf: () => source });
}

function explainTraceback(
  traceback: Traceback,
  { sourceOf, modules = [], names = [] }: Circumstances,
): Explanation {
  const frame = frameToExplain(traceback, sourceOf);
  const source = frame && sourceOf(frame.file);
  const program = source !== null && source.length <= longestProgram ? new PythonText(source) : null;
  const { entry, finding, groups } = firstFit({ traceback, frame, program, groups: {}, modules, names });
  const { suggestion, module } = finding;
  const values = { ...groups, ...finding.values, ...(suggestion !== undefined && { suggestion }) };
  return {
    id: entry.id,
    ...wordExplanation(entry.id, values),
    place:
      frame && frame.file !== typed
        ? { file: frame.file, ...(finding.span ?? lineOf(frame, program)) }
        : null,
    ...(suggestion !== undefined && { suggestion }),
    ...(module && { module }),
  };
}

/**
 * The innermost step whose text is at hand: what a module does inside is not the person's. A text that
 * could not be read is always the innermost.
 */
function frameToExplain(traceback: Traceback, sourceOf: Circumstances['sourceOf']): Frame | null {
  const { frames } = traceback;
  const isFile = ({ file }: Frame) => !file.startsWith('<') || file === typed;
  if (isSyntax(traceback)) return frames.slice(-1).find(isFile) ?? null;
  const files = frames.filter(isFile);
  return files.findLast(({ file }) => sourceOf(file) !== null) ?? files.at(-1) ?? null;
}

function isSyntax({ exception }: Traceback): boolean {
  return /^(?:Syntax|Indentation)Error$/.test(exception);
}

interface Fit {
  readonly entry: Entry;
  readonly finding: Finding;
  readonly groups: Failure['groups'];
}

type Entry = (typeof catalogue)[number];

function firstFit(failure: Failure): Fit {
  for (const entry of catalogue) {
    const groups = groupsOf(entry, failure.traceback);
    const finding = groups && findingOf(entry, { ...failure, groups });
    if (finding) return { entry, finding, groups };
  }
  throw new Error('The last case of the catalogue must fit every error.');
}

/** The named groups of the entry's pattern; `null` if it is about other errors. */
function groupsOf(entry: CatalogueEntry, { exception, message }: Traceback): Failure['groups'] | null {
  const wanted = entry.exception;
  const fits =
    wanted === undefined || wanted === exception || (Array.isArray(wanted) && wanted.includes(exception));
  if (!fits) return null;
  const found = entry.message?.exec(message);
  return found === null ? null : { exception, message, ...found?.groups };
}

function findingOf(entry: Entry, failure: Failure): Finding | null {
  return 'cause' in entry ? causes[entry.cause](failure) : {};
}

function lineOf({ line }: Frame, program: PythonText | null): Span {
  return program ? wholeLine(program, line) : { line, from: 0, to: 0 };
}
