/** Text files as bytes: byte-order mark, line ends, and what is no text at all. */

import type { Rewritten, TextFormat } from '../api.ts';

const byteOrderMark = '\ufeff';

/** Text with `\n` line ends, and how the file wrote them. */
export interface DecodedText {
  readonly text: string;
  readonly format: TextFormat;
  /** What saving would write down differently. */
  readonly rewritten?: Rewritten;
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

/** Reads text in UTF-8, UTF-16 or one byte a character; `null` when the bytes are no text. */
export function decodeText(bytes: Uint8Array): DecodedText | null {
  const utf8 = exactText(bytes);
  if (utf8 !== null) return takeApart(utf8);
  const utf16 = utf16Text(bytes);
  if (utf16 !== null) return { ...takeApart(utf16), rewritten: 'utf-16' };
  const bytewise = bytewiseText(bytes);
  return bytewise === null ? null : { ...takeApart(bytewise), rewritten: 'windows-1252' };
}

function takeApart(content: string): DecodedText {
  const marked = content.startsWith(byteOrderMark);
  const text = marked ? content.slice(1) : content;
  const pairs = text.split('\r\n').length - 1;
  const feeds = text.split('\n').length - 1 - pairs;
  return {
    text: text.replaceAll('\r\n', '\n'),
    format: { lineEnd: pairs > feeds ? '\r\n' : '\n', byteOrderMark: marked },
    ...(pairs > 0 && feeds > 0 ? { rewritten: 'mixed-line-ends' as const } : {}),
  };
}

/** UTF-16 that says so by its mark, without the mark; `null` for anything else. */
function utf16Text(bytes: Uint8Array): string | null {
  const mark = `${bytes[0]},${bytes[1]}`;
  const encoding = { '255,254': 'utf-16le', '254,255': 'utf-16be' }[mark];
  if (encoding === undefined || bytes.length % 2 !== 0) return null;
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return text.includes('\0') ? null : text;
  } catch {
    return null;
  }
}

/** Text of one byte a character, as old programs of Windows write it; no text has control characters. */
function bytewiseText(bytes: Uint8Array): string | null {
  const isControl = (byte: number): boolean => byte < 0x20 && ![9, 10, 12, 13, 27].includes(byte);
  // As a stream: in one piece, Node 20 takes € and its neighbours for control characters.
  return bytes.some(isControl) ? null : new TextDecoder('windows-1252').decode(bytes, { stream: true });
}

/** Writes text down the way its file had it. */
export function encodeText(text: string, format: TextFormat): Uint8Array {
  const lines = format.lineEnd === '\n' ? text : text.replaceAll(/\r?\n/g, '\r\n');
  return new TextEncoder().encode((format.byteOrderMark ? byteOrderMark : '') + lines);
}
