/** The names of columns, from the first line of a table: `time,temp`. */
export interface HeaderLine {
  readonly names: readonly string[];
}

const longestName = 40;
const cell = /^[\p{L}_][^"'<>{}=:]*$/u;

/**
 * Reads a line of names, parted by commas, semicolons or tabs. `null` where it is something else: fewer
 * than two names, two that are alike, or a cell that does not begin with a letter.
 */
export function readHeaderLine(line: string): HeaderLine | null {
  if (line.length > 1000) return null;
  const separator = [',', ';', '\t'].find((sign) => line.includes(sign));
  if (separator === undefined) return null;
  const names = line.split(separator).map((name) =>
    name
      .trim()
      .replace(/^(["'])(.*)\1$/, '$2')
      .trim(),
  );
  const areNames = names.every((name) => name.length <= longestName && cell.test(name));
  return areNames && new Set(names).size === names.length ? { names } : null;
}
