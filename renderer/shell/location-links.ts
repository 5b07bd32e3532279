import type { ILink, ILinkProvider, Terminal } from '@xterm/xterm';
import { locationsIn, type SourceLocation } from './source-location.ts';
import { lineAt } from './terminal-line.ts';

/** Makes `File "x.py", line N` in the shell a link to that line. Returns a function that ends it. */
export function linkLocations(terminal: Terminal, open: (location: SourceLocation) => void): () => void {
  const provider: ILinkProvider = {
    provideLinks(rowFromOne, callback) {
      callback(linksAt(terminal, rowFromOne - 1, open));
    },
  };
  const registration = terminal.registerLinkProvider(provider);
  return () => registration.dispose();
}

function linksAt(terminal: Terminal, row: number, open: (location: SourceLocation) => void): ILink[] {
  const { text, cells } = lineAt(terminal.buffer.active, row);
  return locationsIn(text).map((location) => {
    const first = cells[location.start]!;
    const last = cells[location.end - 1]!;
    return {
      text: text.slice(location.start, location.end),
      range: {
        start: { x: first.column + 1, y: first.row + 1 },
        end: { x: last.column + 1, y: last.row + 1 },
      },
      activate: () => open({ file: location.file, line: location.line }),
    };
  });
}
