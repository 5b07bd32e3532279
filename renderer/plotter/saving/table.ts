import { absent, type Recording } from '../recording/recording.ts';

/** Titles of the columns that every table has. */
export interface TableTitles {
  readonly time: string;
  readonly line: string;
  readonly series: readonly string[];
}

const separator = ',';
const lineEnd = '\r\n';
/** Excel takes a file for UTF-8 only when it begins so. */
const byteOrderMark = '\ufeff';

/**
 * All that was recorded as CSV (RFC 4180): a line for every printed line, with its time in seconds and its
 * number from 1. Numbers are written so that they read back the same; where one is missing, nothing is.
 */
export function tableOf(recording: Recording, titles: TableTitles): Blob {
  const parts: string[] = [
    byteOrderMark + [titles.time, titles.line, ...titles.series].map(cell).join(separator) + lineEnd,
  ];
  const count = recording.series.length;
  for (let row = recording.start; row < recording.end; row++) {
    if (recording.isGap(row)) continue;
    let line = `${Number(recording.time(row).toFixed(4))}${separator}${recording.sample(row) + 1}`;
    for (let index = 0; index < count; index++) line += separator + number(recording.value(index, row));
    parts.push(line + lineEnd);
  }
  return new Blob(parts, { type: 'text/csv;charset=utf-8' });
}

function number(value: number): string {
  return value === absent || !Number.isFinite(value) ? '' : `${value}`;
}

/** A text that a spreadsheet takes for a text: never for a formula (owasp.org, "CSV Injection"). */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
