import type { TextFormat } from '../../electron/api.ts';

/** How a new file is written. */
export const usualFormat: TextFormat = { lineEnd: '\n', byteOrderMark: false };

const byteOrderMark = '\uFEFF';

/** Takes a file's content apart: the text with `\n` only, and how most of it was written. */
export function readFormat(content: string): { text: string; format: TextFormat } {
  const marked = content.startsWith(byteOrderMark);
  const body = marked ? content.slice(1) : content;
  const pairs = body.split('\r\n').length - 1;
  const others = body.split('\n').length - 1 - pairs;
  const format: TextFormat = { lineEnd: pairs > others ? '\r\n' : '\n', byteOrderMark: marked };
  return { text: body.replaceAll('\r\n', '\n'), format };
}

/** Writes a text down again in the format it had. */
export function writeFormat(text: string, format: TextFormat): string {
  const body = format.lineEnd === '\n' ? text : text.replaceAll('\n', format.lineEnd);
  return format.byteOrderMark ? byteOrderMark + body : body;
}
