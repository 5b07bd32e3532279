/** Tracebacks of programs that were run. */

/** Names the program in a traceback: the raw REPL calls whatever it is given `<stdin>`. */
export function nameProgram(traceback: string, fileName: string): string {
  return traceback.replaceAll('File "<stdin>"', () => `File "${fileName}"`);
}

/** True for a traceback whose exception is the one that Ctrl-C raises. */
export function isInterrupt(traceback: string): boolean {
  const lines = traceback.trimEnd().split(/\r?\n/);
  return /^KeyboardInterrupt\b/.test(lines.at(-1) ?? '');
}
