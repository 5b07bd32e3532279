/** Lines of a document's log: each carries a checksum, so that what a crash left half-written is known. */

import { crc32 } from 'node:zlib';
import * as v from 'valibot';
import { recoveryEntry, recoveryFormat, type RecoveryEntry } from '../api.ts';

/** What was found in a log. */
export interface LogContent {
  readonly entries: readonly RecoveryEntry[];
  /** Something in it could not be read, or only guessed. */
  readonly damaged: boolean;
  /** Written by a version that knows more. */
  readonly newer: boolean;
}

/** Writes one entry down: its checksum, a space, JSON, a line end. */
export function logLine(entry: RecoveryEntry): string {
  const json = JSON.stringify(entry);
  return `${checksum(json)} ${json}\n`;
}

/**
 * Reads a log of which any part may be missing or wrong. The text before the damage comes back, as far as it
 * can be made out; a change whose predecessor is lost does not: it would land in the wrong place.
 */
export function readLog(bytes: Uint8Array): LogContent {
  const lines = new TextDecoder().decode(bytes).split('\n');
  if (lines.at(-1) === '') lines.pop();
  const entries: RecoveryEntry[] = [];
  let damaged = false;
  let ready = false;
  for (const line of lines) {
    const json = checkedJson(line);
    const parsed = json === null ? null : v.safeParse(recoveryEntry, JSON.parse(json));
    if (parsed?.success === false) return { entries, damaged, newer: true };
    if (parsed) {
      entries.push(parsed.output);
      ready ||= parsed.output.kind === 'ready';
      continue;
    }
    damaged = true;
    if (ready) break;
    const text = salvagedText(line);
    if (text !== '') entries.push({ kind: 'text', text });
  }
  const newer = entries.some((entry) => entry.kind === 'begin' && entry.format > recoveryFormat);
  return { entries, damaged, newer };
}

/** The JSON of a line that is as it was written; else `null`. */
function checkedJson(line: string): string | null {
  const json = line.slice(9);
  return line[8] === ' ' && line.slice(0, 8) === checksum(json) ? json : null;
}

const textBegin = '{"kind":"text","text":"';

/** What is left of a piece of text whose line is damaged or cut off. */
function salvagedText(line: string): string {
  const begin = line.indexOf(textBegin);
  if (begin < 0) return '';
  const rest = line.slice(begin + textBegin.length);
  const [body] = /^(?:[^"\\\u0000-\u001f]|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4})*/.exec(rest)!;
  return JSON.parse(`"${body}"`) as string;
}

function checksum(json: string): string {
  return crc32(json).toString(16).padStart(8, '0');
}
