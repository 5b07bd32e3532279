/** A place in a file, as a traceback names it. */
export interface SourceLocation {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
}

/** A place named in a line of text. */
export interface LocationInText extends SourceLocation {
  /** Where in the text it begins and ends. */
  readonly start: number;
  readonly end: number;
}

const location = /File "([^"<>\r\n]+)", line (\d+)/g;

/** Every `File "x.py", line N` in a text. Names such as `<stdin>` are no files. */
export function locationsIn(text: string): LocationInText[] {
  return [...text.matchAll(location)].map((match) => ({
    file: match[1]!,
    line: Number(match[2]),
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** The text with every such place underlined for a terminal: it can be clicked. */
export function underlineLocations(text: string): string {
  return text.replace(location, '\x1b[4m$&\x1b[24m');
}
