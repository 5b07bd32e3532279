/** MicroPython's compiler by itself: says what is wrong with a program without running it. */

import { loadSharedMicroPython } from './micropython/load-micropython.ts';
import { hardMemoryLimit, limitMemory } from './micropython/memory-limit.ts';
import python from './python/syntax_check.py?raw';

/** Where MicroPython stops understanding a program, in its own words. */
export interface SyntaxMistake {
  readonly kind: 'SyntaxError' | 'IndentationError';
  /** From 1. MicroPython does not say where in the line. */
  readonly line: number;
  /** "invalid syntax", "unexpected indent". */
  readonly message: string;
}

/** What came of compiling: `unknown` where the program is too large for the compiler's memory. */
export type SyntaxVerdict =
  | { readonly kind: 'fine' }
  | { readonly kind: 'mistake'; readonly mistake: SyntaxMistake }
  | { readonly kind: 'unknown' };

/** Compiles one program after the other. */
export type SyntaxChecker = (source: string) => SyntaxVerdict;

/** Bytes of Python's heap; what is left of the interpreter's memory is for the text on its way in. */
const heapSize = hardMemoryLimit - 1024 * 1024;

/**
 * These make machine code, which the package was built without; their functions are written in the
 * same syntax. The replacement, a decorator as well, has the compiler read them all the same.
 */
const machineCode = /^([ \t]*@micropython\.)(native|viper|asm_thumb|asm_rv32)\b/gm;

/**
 * Loads the compiler; only once per thread. `wasmFile` is what build/micropython makes. `exceeded` is
 * called when memory runs out, and is to end the thread.
 */
export async function loadSyntaxChecker(wasmFile: string, exceeded: () => void): Promise<SyntaxChecker> {
  let text = '';
  let said = '';
  const exchange = { text: () => text, report: (traceback: string) => void (said = traceback) };
  const loaded = await loadSharedMicroPython(wasmFile, (imports) => limitMemory(imports, exceeded), heapSize);
  loaded.python.registerJsModule('_exchange', exchange);
  loaded.python.runPython(python);
  return (source) => {
    text = source.replace(machineCode, '$1bytecode');
    loaded.python.runPython('check()');
    return verdictFrom(said);
  };
}

/** Reads the traceback that MicroPython printed; an empty one says that all is well. */
function verdictFrom(traceback: string): SyntaxVerdict {
  if (traceback === '') return { kind: 'fine' };
  const said = /^(SyntaxError|IndentationError): (.*)$/m.exec(traceback);
  const line = [...traceback.matchAll(/File "program", line (\d+)/g)].at(-1)?.[1];
  if (!said || line === undefined) return { kind: 'unknown' };
  const kind = said[1] as SyntaxMistake['kind'];
  return { kind: 'mistake', mistake: { kind, line: Number(line), message: said[2]! } };
}
