/**
 * A version is one file, and its name says everything about it but the text: there is no list beside the
 * versions that could be cut off, contradict them or be forgotten.
 */

import { createHash } from 'node:crypto';
import type { FileVersion, VersionMark } from '../api.ts';

const marks: readonly string[] = [
  'worked',
  'stopped',
  'error',
  'started',
  'saved',
  'found',
] satisfies VersionMark[];

const form = /^(\d{1,15})-([a-z]+)-(\d{1,9})-([0-9a-f]{32})\.gz$/;

/** The name of a version's file. */
export function versionName({ time, mark, characters, id }: FileVersion): string {
  return `${time}-${mark}-${characters}-${id}.gz`;
}

/** The version that a file of this name is; `null` for any other file. */
export function readVersionName(name: string): FileVersion | null {
  const [, time, mark, characters, id] = form.exec(name) ?? [];
  if (mark === undefined || !marks.includes(mark) || id === undefined) return null;
  return { id, time: Number(time), mark: mark as VersionMark, characters: Number(characters) };
}

/** What stands for a text: the first half of its SHA-256. */
export function idOfText(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
