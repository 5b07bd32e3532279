import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { RecoveryEntry } from '../../electron/api.ts';
import { RecoveryStore } from '../../electron/recovery/recovery-store.ts';
import { writtenText } from '../../electron/recovery/written-text.ts';
import type { RecoveredDocument } from '../../electron/api.ts';
import { systemClock } from '../../runtime/clock.ts';

/** Where a store keeps everything. */
export const storeFolder = (dataFolder: string): string => join(dataFolder, 'recovery');

/** A recovery store as a process of its own has it, ended with the running test. */
export function openStore(dataFolder: string): RecoveryStore {
  const store = new RecoveryStore(dataFolder, systemClock);
  onTestFinished(() => store.close());
  return store;
}

/** The entries that begin a log: a document with this text. */
export function beginning(name: string, text: string): RecoveryEntry[] {
  return [
    { kind: 'begin', format: 1, place: { kind: 'nowhere', name }, saved: '' },
    { kind: 'text', text },
    { kind: 'history', done: [], undone: [] },
    { kind: 'ready', length: text.length, selection: caret(0), top: 0, unsaved: true },
  ];
}

/** Typing at the end of a text of this length. */
export function typing(length: number, typed: string): RecoveryEntry {
  return {
    kind: 'change',
    changes: length === 0 ? [[0, ...typed.split('\n')]] : [length, [0, ...typed.split('\n')]],
    selection: caret(length + typed.length),
    time: 1000,
    event: 'input.type',
    undoable: true,
  };
}

/** The texts of recovered documents, by id. */
export function textsOf(documents: readonly RecoveredDocument[]): Record<string, string | null> {
  return Object.fromEntries(documents.map(({ id, entries }) => [id, writtenText(entries)]));
}

function caret(position: number): unknown {
  return { ranges: [{ anchor: position, head: position }], main: 0 };
}
