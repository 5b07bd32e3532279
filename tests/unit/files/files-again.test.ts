/** Tabs of files that were deleted, and are there again. */

import { EditorState, type Text, type TransactionSpec } from '@codemirror/state';
import { expect, test } from 'vitest';
import type { Channel, Events } from '../../../electron/api.ts';
import type { EditorDocument } from '../../../renderer/editor/document.svelte.ts';
import type { Editor } from '../../../renderer/editor/editor.svelte.ts';
import type { BoardPlace, ComputerPlace, FileElsewhere, Place } from '../../../renderer/editor/place.ts';
import { noticeBoardFilesAgain } from '../../../renderer/files/board-files-again.ts';
import { DiskChanges } from '../../../renderer/files/disk-changes.ts';
import { letTabsFollow } from '../../../renderer/files/open-tabs-follow.ts';

const format = { lineEnd: '\n', byteOrderMark: false } as const;
const opened = 'angle = 90\n';
const onBoard: BoardPlace = {
  kind: 'board',
  name: 'doomed.py',
  boardId: 'pico',
  boardLabel: 'Pico E661',
  path: '/doomed.py',
  format,
  content: opened,
  hash: hashOf(opened),
};
const onComputer: ComputerPlace = {
  kind: 'computer',
  name: 'doomed.py',
  path: '/home/ada/doomed.py',
  format,
  version: hashOf(opened),
};

function hashOf(text: string): string {
  return `hash of ${text}`;
}

/** An open document without what a window shows of it. */
class OpenDocument {
  place: Place;
  state = EditorState.create({ doc: opened });
  saved: Text | null = this.state.doc;
  elsewhere: FileElsewhere | null = null;

  constructor(place: Place) {
    this.place = place;
  }

  get name(): string {
    return this.place.name;
  }

  get unsaved(): boolean {
    return this.saved === null || !this.state.doc.eq(this.saved);
  }

  markSaved(place: Place, text: Text | null): void {
    this.place = place;
    this.saved = text;
  }

  type(text: string): void {
    this.state = this.state.update({ changes: { from: 0, insert: text } }).state;
  }
}

/** A window with one tab, beside a board and a disk that have one file at most. */
function windowWith(place: Place) {
  const listeners = new Map<string, (event: never) => void>();
  const document = new OpenDocument(place);
  const disk: { file: string | null; reads: number } = { file: null, reads: 0 };
  const answer = (): unknown => {
    disk.reads++;
    const { file } = disk;
    if (file === null) return { ok: false, problem: { code: 'file-not-found', message: '', hint: '' } };
    return { ok: true, value: { text: file, hash: hashOf(file), version: hashOf(file), format } };
  };
  const channel = {
    on: (name: string, listener: (event: never) => void) => void listeners.set(name, listener),
    onConnection: () => undefined,
    request: async () => answer(),
  } as unknown as Channel;
  const editor = {
    documents: [document as unknown as EditorDocument],
    renamed: () => undefined,
    change: (_document: EditorDocument, spec: TransactionSpec) =>
      void (document.state = document.state.update(spec).state),
  } as unknown as Editor;
  letTabsFollow(channel, editor);
  noticeBoardFilesAgain(channel, editor);
  new DiskChanges(channel, editor);
  const tell = async <Name extends keyof Events>(name: Name, event: Events[Name]) => {
    listeners.get(name)?.(event as never);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return {
    document,
    disk,
    remove: () =>
      place.kind === 'board'
        ? tell('explorer.deleted', { root: { kind: 'board', boardId: place.boardId }, paths: [place.path] })
        : tell('explorer.deleted', { root: { kind: 'computer' }, paths: [onComputer.path] }),
    put: (file: string | null) => {
      disk.file = file;
      return place.kind === 'board'
        ? tell('board.files.changed', { boardId: place.boardId })
        : tell('openFiles.changed', { paths: [onComputer.path] });
    },
    /** So soon that nobody saw that it was away: all that is known is that something in a folder changed. */
    putAtOnce: (file: string) => {
      disk.file = file;
      return tell('workspace.changed', { folder: '/home/ada' });
    },
  };
}

test.each([
  ['a board', onBoard],
  ['this computer', onComputer],
])('a tab whose file on %s was deleted is the file’s again when that is back', async (_where, place) => {
  const { document, remove, put } = windowWith(place);
  await remove();
  expect(document).toMatchObject({ unsaved: true, place: { kind: 'nowhere' } });
  await put(null);
  expect(document).toMatchObject({ unsaved: true, place: { kind: 'nowhere' } });
  await put(opened);
  expect(document).toMatchObject({ unsaved: false, elsewhere: null, place });
});

test.each([
  ['a board', onBoard],
  ['this computer', onComputer],
])('what was typed after a file on %s was deleted is not saved when it is back', async (_where, place) => {
  const { document, remove, put } = windowWith(place);
  await remove();
  document.type('# mine\n');
  await put(opened);
  expect(document).toMatchObject({ unsaved: true, elsewhere: null, place });
  expect(document.saved?.toString()).toBe(opened);
});

test('with something else in it, a file that is back on a board is not what is in its tab', async () => {
  const { document, remove, put } = windowWith(onBoard);
  await remove();
  await put('angle = 0\n');
  // The place is that of the old content: Save notices that the board has another.
  expect(document).toMatchObject({ unsaved: true, place: onBoard });
  expect(document.state.doc.toString()).toBe(opened);
});

test('with something else in it, a file that is back on this computer was changed by another program', async () => {
  const { document, remove, put } = windowWith(onComputer);
  await remove();
  await put('angle = 0\n');
  expect(document).toMatchObject({ unsaved: true, elsewhere: { kind: 'changed' }, place: onComputer });
  expect(document.state.doc.toString()).toBe(opened);
});

test('a file that is back on this computer before anybody saw it missing is its tab’s again', async () => {
  const { document, remove, putAtOnce } = windowWith(onComputer);
  await remove();
  await putAtOnce(opened);
  expect(document).toMatchObject({ unsaved: false, elsewhere: null, place: onComputer });
});

test('a tab that is its board’s file has nobody read it again', async () => {
  const { disk, put } = windowWith(onBoard);
  await put(opened);
  expect(disk.reads).toBe(0);
});
