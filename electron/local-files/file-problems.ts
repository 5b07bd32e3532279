/** Puts what the file system answers into words. */

import { basename } from 'node:path';
import { ProblemError } from '../problem.ts';
import { printableName } from './file-names.ts';

/** What was tried: some errors mean different things for reading and writing. */
export type FileAttempt = 'read' | 'write' | 'list';

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}

/** True where the error says that nothing is there. */
export function isMissing(error: unknown): boolean {
  return codeOf(error) === 'ENOENT';
}

/** True where the error says that this user may not do that; a file in such a place may be in perfect order. */
export function isForbidden(error: unknown): boolean {
  return ['EACCES', 'EPERM', 'EROFS'].includes(codeOf(error));
}

/** True where the error says that the name is taken. */
export function isTaken(error: unknown): boolean {
  return codeOf(error) === 'EEXIST';
}

/** True where the error says that something is in the folder. */
export function isOccupied(error: unknown): boolean {
  return codeOf(error) === 'ENOTEMPTY' || isTaken(error);
}

/** The problem behind an error of `node:fs`; a `ProblemError` passes through. */
export function fileProblem(error: unknown, path: string, attempt: FileAttempt): ProblemError {
  if (error instanceof ProblemError) return error;
  const name = printableName(basename(path) || path);
  const code = codeOf(error);
  const cause = { cause: error };
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      if (attempt === 'read') return new ProblemError('file-not-found', { name }, cause);
      return new ProblemError('folder-not-found', { name }, cause);
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      if (attempt === 'list') return new ProblemError('folder-not-allowed', { name }, cause);
      return new ProblemError(attempt === 'write' ? 'file-read-only' : 'file-not-allowed', { name }, cause);
    case 'ENOSPC':
    case 'EDQUOT':
      return new ProblemError('file-disk-full', { name }, cause);
    case 'EEXIST':
    case 'ENOTEMPTY':
      return new ProblemError('file-exists', { name }, cause);
    case 'EISDIR':
      return new ProblemError('file-is-folder', { name }, cause);
    case 'ENAMETOOLONG':
    case 'EINVAL':
    case 'EILSEQ':
      return new ProblemError('file-bad-name', { name }, cause);
    default:
      return new ProblemError('file-failed', { name, reason: code }, cause);
  }
}
