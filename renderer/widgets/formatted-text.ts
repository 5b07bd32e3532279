/** A run of words: plain, a key or button to press (`strong`), or Python (`code`). */
export interface TextSpan {
  readonly kind: 'plain' | 'strong' | 'code';
  readonly text: string;
}

/** A paragraph, the items of a list, or a piece of a program. */
export type TextBlock =
  | { readonly kind: 'paragraph'; readonly spans: readonly TextSpan[] }
  | { readonly kind: 'list' | 'steps'; readonly items: readonly (readonly TextSpan[])[] }
  | { readonly kind: 'program'; readonly text: string };

/**
 * Reads the few marks that sentences of the catalogue may carry: empty lines between paragraphs, `- ` before
 * the items of a list, `1. ` before steps, four spaces before lines of a program; inside a line `**Run**` for
 * what is pressed and backticks around Python. Anything else is text: nothing here can become an element.
 */
export function readBlocks(text: string): TextBlock[] {
  return text
    .split(/\n{2,}/)
    .filter((part) => part.trim() !== '')
    .map(readBlock);
}

/** Reads one line with its marks. */
export function readSpans(line: string): TextSpan[] {
  const pieces = line.split(/(`[^`]+`|\*\*[^*]+\*\*)/);
  return pieces.filter((piece) => piece !== '').map(readSpan);
}

function readBlock(part: string): TextBlock {
  const lines = part.split('\n');
  if (lines.every((line) => line.startsWith('    '))) {
    return { kind: 'program', text: lines.map((line) => line.slice(4)).join('\n') };
  }
  const kinds = [
    ['list', /^- /],
    ['steps', /^\d+\. /],
  ] as const;
  for (const [kind, mark] of kinds) {
    if (lines.every((line) => mark.test(line))) {
      return { kind, items: lines.map((line) => readSpans(line.replace(mark, ''))) };
    }
  }
  return { kind: 'paragraph', spans: readSpans(lines.join(' ')) };
}

function readSpan(piece: string): TextSpan {
  if (/^`[^`]+`$/.test(piece)) return { kind: 'code', text: piece.slice(1, -1) };
  if (/^\*\*[^*]+\*\*$/.test(piece)) return { kind: 'strong', text: piece.slice(2, -2) };
  return { kind: 'plain', text: piece };
}
