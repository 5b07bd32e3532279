import type { TextFormat } from '../../electron/api.ts';

/** How a new file is written. */
export const usualFormat: TextFormat = { lineEnd: '\n', byteOrderMark: false };

const byteOrderMark = '\uFEFF';

/** Takes a file's content apart: the text with `\n` only, and how it was written down. */
export function readFormat(content: string): { text: string; format: TextFormat } {
  const marked = content.startsWith(byteOrderMark);
  const body = marked ? content.slice(1) : content;
  const format: TextFormat = { lineEnd: body.includes('\r\n') ? '\r\n' : '\n', byteOrderMark: marked };
  return { text: body.replaceAll('\r\n', '\n'), format };
}

/** Writes a text down again in the format it had. */
export function writeFormat(text: string, format: TextFormat): string {
  const body = format.lineEnd === '\n' ? text : text.replaceAll('\n', format.lineEnd);
  return format.byteOrderMark ? byteOrderMark + body : body;
}
