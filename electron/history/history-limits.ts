/** How much history is kept: enough to go back, not so much that a disk fills up. */

import type { FileVersion } from '../api.ts';

/** Bounds of the histories in one data folder. */
export interface HistoryLimits {
  /** Versions of one file. */
  readonly versions: number;
  /** Older ones go, in milliseconds. */
  readonly age: number;
  /** Bytes on the disk, of all files together. */
  readonly bytes: number;
  /** Longer texts are no programs and get no history, in characters. */
  readonly characters: number;
}

/** What Nibble keeps. */
export const usualLimits: HistoryLimits = {
  versions: 50,
  age: 180 * 24 * 60 * 60 * 1000,
  bytes: 64 * 1024 * 1024,
  characters: 2_000_000,
};

/** Whether it ran without an error: somebody may want it back. */
export function ranWell({ mark }: FileVersion): boolean {
  return mark === 'worked' || mark === 'stopped';
}

/** The versions of one file, the newest first, that are worth more than the others: its last, and its last that ran well. */
export function preciousVersions(versions: readonly FileVersion[]): ReadonlySet<FileVersion> {
  return new Set([versions[0], versions.find(ranWell)].filter((version) => version !== undefined));
}

/**
 * The versions of one file, the newest first, that have to go because there are too many or they are too
 * old. The precious ones stay.
 */
export function versionsToForget(
  versions: readonly FileVersion[],
  { versions: most, age }: HistoryLimits,
  now: number,
): FileVersion[] {
  const precious = preciousVersions(versions);
  const others = versions.filter((version) => !precious.has(version));
  const room = Math.max(0, most - precious.size);
  return others.filter((version, index) => index >= room || now - version.time > age);
}
