/** Text files as bytes: byte-order mark, line ends, and what is no text at all. */

import type { TextFormat } from '../api.ts';

const byteOrderMark = '\ufeff';

/** Text with `\n` line ends, and how the file wrote them. */
export interface DecodedText {
  readonly text: string;
  readonly format: TextFormat;
}

/**
 * UTF-8 text exactly as it is, byte-order mark and line ends included; `null` when the bytes are not
 * text (invalid UTF-8, or NUL bytes in it).
 */
export function exactText(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return text.includes('\0') ? null : text;
  } catch {
    return null;
  }
}

/** Reads UTF-8 text; `null` when the bytes are not text. */
export function decodeText(bytes: Uint8Array): DecodedText | null {
  let text = exactText(bytes);
  if (text === null) return null;
  const marked = text.startsWith(byteOrderMark);
  if (marked) text = text.slice(1);
  const pairs = text.split('\r\n').length - 1;
  const feeds = text.split('\n').length - 1 - pairs;
  return {
    text: text.replaceAll('\r\n', '\n'),
    format: { lineEnd: pairs > feeds ? '\r\n' : '\n', byteOrderMark: marked },
  };
}

/** Writes text down the way its file had it. */
export function encodeText(text: string, format: TextFormat): Uint8Array {
  const lines = format.lineEnd === '\n' ? text : text.replaceAll(/\r?\n/g, '\r\n');
  return new TextEncoder().encode((format.byteOrderMark ? byteOrderMark : '') + lines);
}
