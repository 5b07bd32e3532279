import type { Boards } from '../boards/boards.svelte.ts';
import type { EditorDocument } from '../editor/document.svelte.ts';
import type { Editor } from '../editor/editor.svelte.ts';
import { nameOfPath } from '../editor/place.ts';
import type { Program } from '../program/program.svelte.ts';
import type { DocumentFiles } from './document-files.ts';

/** What finding a file needs. */
export interface FileWhereabouts {
  readonly editor: Editor;
  readonly boards: Boards;
  readonly files: DocumentFiles;
  readonly program: Program;
}

/**
 * Goes to a line, and a column (from 0), of a file as a traceback names it: the program that was run, another open file of
 * this name, or the file on the board. True if there is one.
 */
export async function openTraceback(
  where: FileWhereabouts,
  fileName: string,
  line: number,
  column = 0,
): Promise<boolean> {
  const document = findOpen(where, fileName) ?? (await openFromBoard(where, fileName));
  if (document) where.editor.goToLine(document, line, column);
  return document !== null;
}

function findOpen({ editor, program }: FileWhereabouts, fileName: string): EditorDocument | null {
  const name = nameOfPath(fileName);
  const { lastRun } = program;
  if (lastRun?.name === name && editor.documents.includes(lastRun)) return lastRun;
  return editor.documents.find((document) => document.name === name) ?? null;
}

async function openFromBoard(
  { boards, files }: FileWhereabouts,
  fileName: string,
): Promise<EditorDocument | null> {
  const board = boards.chosen;
  if (!board || fileName.startsWith('<')) return null;
  const path = fileName.startsWith('/') ? fileName : `/${fileName}`;
  return files.openOnBoard({ id: board.id, label: board.summary.label }, path);
}
