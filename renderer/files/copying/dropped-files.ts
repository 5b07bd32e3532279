import type { Channel, Problem } from '../../../electron/api.ts';
import { t } from '../../../resources/messages/messages.ts';

/** A file or folder that was dropped from the desktop, by its path in what was dropped. */
export interface DroppedFile {
  readonly path: string;
  /** `null` for a folder. */
  readonly file: File | null;
}

/** Bytes that travel at once; as Base64 they stay below the host's limit. */
const pieceLength = 1_000_000;

/**
 * Everything that was dropped, folders with what is in them; `null` where it cannot be read. The entries must be
 * taken while the drop is being handled, so call it there; what it answers with can be read later.
 */
export async function droppedFiles(data: DataTransfer): Promise<readonly DroppedFile[] | null> {
  const items = [...data.items].map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }));
  const found: DroppedFile[] = [];
  try {
    for (const { entry, file } of items) {
      if (entry) await collect(entry, found);
      else if (file) found.push({ path: file.name, file });
    }
  } catch {
    return null; // the browser says so in many ways: it went, or may not be opened
  }
  return found;
}

async function collect(entry: FileSystemEntry, found: DroppedFile[]): Promise<void> {
  const path = entry.fullPath.replace(/^\/+/, '');
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    found.push({ path, file });
    return;
  }
  found.push({ path, file: null });
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (batch.length === 0) return;
    for (const inner of batch) if (!inner.name.startsWith('.')) await collect(inner, found);
  }
}

/** How far handing over is, and whether it should go on. */
export interface HandingOver {
  progress(share: number, name: string): void;
  readonly cancelled: boolean;
}

/** Hands dropped files to the host, piece by piece; answers with a problem where it does not take them. */
export async function handOver(
  channel: Channel,
  drop: string,
  files: readonly DroppedFile[],
  course: HandingOver,
): Promise<Problem | 'cancelled' | null> {
  const total = files.reduce((sum, { file }) => sum + (file?.size ?? 0), 0);
  let sent = 0;
  for (const { path, file } of files) {
    if (!file) {
      const answer = await channel.request('explorer.dropFolder', { drop, path });
      if (!answer.ok) return answer.problem;
      continue;
    }
    for (let from = 0; from === 0 || from < file.size; from += pieceLength) {
      if (course.cancelled) return 'cancelled';
      course.progress(total === 0 ? 0 : sent / total, file.name);
      const piece = await pieceOf(file, from);
      if (!piece) return unreadable();
      const answer = await channel.request('explorer.dropPiece', { drop, path, data: base64(piece) });
      if (!answer.ok) return answer.problem;
      sent += piece.length;
    }
  }
  return null;
}

/** `null` where the file went meanwhile, changed, or may not be read. */
async function pieceOf(file: File, from: number): Promise<Uint8Array | null> {
  try {
    return new Uint8Array(await file.slice(from, from + pieceLength).arrayBuffer());
  } catch {
    return null;
  }
}

/** What to say where dropped files cannot be read. */
export function unreadable(): Problem {
  return {
    code: 'drop-unreadable',
    message: t('files:copying.unreadable.message'),
    hint: t('files:copying.unreadable.hint'),
  };
}

function base64(bytes: Uint8Array): string {
  let text = '';
  const step = 0x8000; // arguments that one call can take
  for (let from = 0; from < bytes.length; from += step) {
    text += String.fromCharCode(...bytes.subarray(from, from + step));
  }
  return btoa(text);
}
