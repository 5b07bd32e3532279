/**
 * A line of Python without its comment and the white space at its end, and with its strings emptied:
 * what is left is code only. Strings that go over several lines are not known to it.
 */
export function codeOfLine(line: string): string {
  let code = '';
  let quote = '';
  for (let at = 0; at < line.length; at++) {
    const character = line[at]!;
    if (quote) {
      if (character === '\\') at += 1;
      else if (character === quote) {
        quote = '';
        code += character;
      }
    } else if (character === '#') break;
    else {
      if (character === '"' || character === "'") quote = character;
      code += character;
    }
  }
  return code.trimEnd();
}
