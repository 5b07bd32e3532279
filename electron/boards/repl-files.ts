/** Files of a board over its REPL, for boards whose files cannot be reached without the interpreter. */

import {
  BoardFileError,
  throwIfCancelled,
  type BoardFileEntry,
  type BoardFileProblem,
  type BoardFiles,
  type BoardSpace,
  type FileJobOptions,
  type WriteOptions,
} from '../../runtime/board-files.ts';
import { helperProgram, pythonString, type HelperAnswer } from './helper-program.ts';

/** Runs helper programs one after another and ends early at an error; throws when the connection breaks. */
export type RunHelpers = (programs: readonly Uint8Array[]) => Promise<HelperAnswer[]>;

/** Bytes a board reads or writes at once: small enough for a Pico whose memory is nearly full. */
const pieceLength = 1024;
/** Whether larger files fit is asked before anything is sent, in bytes: it takes a board a while to count. */
const worthCounting = 32 * 1024;
/** A file is written under this name beside the old one, then renamed. */
const writtenBeside = '.nibble-new';

/** The last line of every answer: without it the board may not have got that far. */
const done = 'done';

/** MicroPython's error numbers (py/mperrno.h), and LittleFS's -ENOTEMPTY and -ENAMETOOLONG as it passes them. */
const problems: Readonly<Record<number, BoardFileProblem>> = {
  2: 'not-found',
  17: 'exists',
  20: 'not-folder',
  21: 'is-folder',
  22: 'bad-name',
  28: 'full',
  30: 'read-only',
  36: 'bad-name',
  39: 'not-empty',
};

/** Runs every job as helper programs at the board's prompt. */
export class ReplFiles implements BoardFiles {
  readonly #run: RunHelpers;

  constructor(run: RunHelpers) {
    this.#run = run;
  }

  async list(path: string): Promise<BoardFileEntry[]> {
    const answers = await this.#ask(path, [
      [
        'import os, binascii',
        `path = ${pythonString(path)}`,
        'if path != "/" and not os.stat(path)[0] & 0x4000: raise OSError(20)',
        'for entry in os.ilistdir(path):',
        " size = entry[3] if len(entry) > 3 else os.stat(path + '/' + entry[0])[6]",
        " say('%d %d %s' % (entry[1] >> 14 & 1, size, str(binascii.b2a_base64(entry[0].encode()), 'utf8')))",
      ].join('\n'),
    ]);
    return answers
      .flatMap((answer) => answer.lines)
      .map(readEntry)
      .filter((entry) => !entry.name.endsWith(writtenBeside))
      .sort(byKindAndName);
  }

  async read(path: string, { signal, progress }: FileJobOptions = {}): Promise<Uint8Array> {
    throwIfCancelled(path, signal);
    const answers = await this.#ask(path, [
      [
        'import os, binascii',
        `path = ${pythonString(path)}`,
        'if path == "/" or os.stat(path)[0] & 0x4000: raise OSError(21)',
        "with open(path, 'rb') as file:",
        ' while True:',
        `  piece = file.read(${pieceLength})`,
        '  if not piece: break',
        "  say(str(binascii.b2a_base64(piece), 'utf8'))",
      ].join('\n'),
    ]);
    const pieces = answers.flatMap((answer) => answer.lines).map((line) => Buffer.from(line, 'base64'));
    const content = Uint8Array.from(Buffer.concat(pieces));
    progress?.(content.length);
    return content;
  }

  async hash(path: string, { signal }: FileJobOptions = {}): Promise<string> {
    throwIfCancelled(path, signal);
    const answers = await this.#ask(path, [
      [
        'import os, hashlib, binascii',
        `path = ${pythonString(path)}`,
        'if path == "/" or os.stat(path)[0] & 0x4000: raise OSError(21)',
        'digest = hashlib.sha256()',
        "with open(path, 'rb') as file:",
        ' while True:',
        `  piece = file.read(${pieceLength})`,
        '  if not piece: break',
        '  digest.update(piece)',
        "say(str(binascii.hexlify(digest.digest()), 'utf8'))",
      ].join('\n'),
    ]);
    return answers[0]?.lines[0] ?? '';
  }

  async write(path: string, content: Uint8Array, options: WriteOptions = {}): Promise<void> {
    const { onlyNew = false, replaces, signal, progress } = options;
    throwIfCancelled(path, signal);
    if (replaces !== undefined && (await this.#hashIfThere(path)) !== replaces) {
      throw new BoardFileError('changed', path);
    }
    const beside = pythonString(path + writtenBeside);
    const target = pythonString(path);
    const steps = [
      [
        'import os',
        `try: raise OSError(21 if os.stat(${target})[0] & 0x4000 else ${onlyNew ? 17 : 0})`,
        'except OSError as error:',
        ' if error.args[0] not in (0, 2): raise',
      ].join('\n'),
      `open(${beside}, 'wb').close()`,
    ];
    if (content.length > worthCounting) {
      const folder = pythonString(path.slice(0, path.lastIndexOf('/')) || '/');
      steps.unshift(
        `import os\nspace = os.statvfs(${folder})\nif space[1] * space[3] < ${content.length}: raise OSError(28)`,
      );
    }
    for (let from = 0; from < content.length; from += pieceLength) {
      const piece = Buffer.from(content.subarray(from, from + pieceLength)).toString('base64');
      steps.push(
        `import binascii\nwith open(${beside}, 'ab') as file: file.write(binascii.a2b_base64('${piece}'))`,
      );
    }
    steps.push(
      `import os\nif os.stat(${beside})[6] != ${content.length}: raise OSError(28)\nos.rename(${beside}, ${target})`,
    );
    try {
      await this.#ask(path, steps);
    } catch (error) {
      await this.#ask(path, [`import os\ntry: os.remove(${beside})\nexcept OSError: pass`]).catch(
        () => undefined,
      );
      throw error;
    }
    progress?.(content.length);
  }

  async makeFolder(path: string): Promise<void> {
    await this.#ask(path, [`import os\nos.mkdir(${pythonString(path)})`]);
  }

  async rename(from: string, to: string): Promise<void> {
    const target = pythonString(to);
    await this.#ask(from, [
      [
        `import os\nos.stat(${pythonString(from)})`,
        `try: os.stat(${target})`,
        'except OSError: pass',
        'else: raise OSError(17)',
        `os.rename(${pythonString(from)}, ${target})`,
      ].join('\n'),
    ]);
  }

  async remove(path: string): Promise<void> {
    await this.#ask(path, [
      [
        'import os',
        'def remove(path):',
        ' if os.stat(path)[0] & 0x4000:',
        "  for entry in list(os.ilistdir(path)): remove(path + '/' + entry[0])",
        '  os.rmdir(path)',
        ' else: os.remove(path)',
        `remove(${pythonString(path)})`,
      ].join('\n'),
    ]);
  }

  async space(): Promise<BoardSpace> {
    const answers = await this.#ask('/', [
      "import os\nspace = os.statvfs('/')\nsay('%d %d' % (space[1] * space[2], space[1] * space[3]))",
    ]);
    const [total = 0, free = 0] = (answers[0]?.lines[0] ?? '').split(' ').map(Number);
    return { total, free };
  }

  async #hashIfThere(path: string): Promise<string | undefined> {
    try {
      return await this.hash(path);
    } catch (error) {
      if (error instanceof BoardFileError && error.problem === 'not-found') return undefined;
      throw error;
    }
  }

  /** Throws unless the board said of every step that it was done. */
  async #ask(path: string, steps: readonly string[]): Promise<HelperAnswer[]> {
    const answers = await this.#run(steps.map((step) => helperProgram([step, `say('${done}')`])));
    for (const { errorNumber, error } of answers) {
      if (errorNumber !== undefined) {
        throw new BoardFileError(problems[Math.abs(errorNumber)] ?? 'failed', path, `errno ${errorNumber}`);
      }
      if (error !== undefined) {
        const lastLine = error.trimEnd().split('\n').at(-1) ?? '';
        throw new BoardFileError(lastLine.startsWith('MemoryError') ? 'full' : 'failed', path, lastLine);
      }
    }
    if (answers.length < steps.length || answers.some(({ lines }) => lines.at(-1) !== done)) {
      throw new BoardFileError('failed', path, 'the board did not finish');
    }
    return answers.map((answer) => ({ ...answer, lines: answer.lines.slice(0, -1) }));
  }
}

function readEntry(line: string): BoardFileEntry {
  const [folder, size, name] = line.split(' ');
  return {
    name: Buffer.from(name ?? '', 'base64').toString('utf8'),
    kind: folder === '1' ? 'folder' : 'file',
    size: folder === '1' ? 0 : Number(size),
  };
}

function byKindAndName(a: BoardFileEntry, b: BoardFileEntry): number {
  if (a.kind !== b.kind) return a.kind === 'folder' ? -1 : 1;
  return a.name < b.name ? -1 : 1;
}
