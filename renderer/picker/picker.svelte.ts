import type { Channel, FolderListing, LocalFileEntry, Problem } from '../../electron/api.ts';
import { t } from '../../resources/messages/messages.ts';

/** Joins a name to a folder's path, in the spelling that the folder has. */
export function pathIn(folder: string, name: string): string {
  const separator = folder.includes('\\') && !folder.startsWith('/') ? '\\' : '/';
  return folder.endsWith(separator) ? folder + name : folder + separator + name;
}

/** What was chosen. */
export interface Picked {
  /** Absolute. */
  readonly path: string;
  /** A file of this name is there, and the person said to replace it. */
  readonly replace: boolean;
}

/** Chooses a file to open, or a place to save, where the door has no dialogs of its own. */
export class Picker {
  purpose = $state<'open' | 'save' | null>(null);
  folder = $state.raw<FolderListing | null>(null);
  problem = $state.raw<Problem | null>(null);
  name = $state('');
  /** The chosen file exists: choosing it again replaces it. */
  replacing = $state(false);

  /** The name as the file will have it. */
  readonly fileName = $derived.by(() => {
    const name = this.name.trim();
    const isFolder = this.folder?.entries.some((entry) => entry.kind === 'folder' && entry.name === name);
    return this.purpose === 'save' && name !== '' && !name.includes('.') && !isFolder ? `${name}.py` : name;
  });
  readonly canChoose = $derived(this.folder !== null && this.name.trim() !== '');
  /** Folders, and the files that can be chosen here. */
  readonly entries = $derived(this.folder?.entries ?? []);

  #resolve: (picked: Picked | null) => void = () => {};

  constructor(readonly channel: Channel) {}

  /** Answers with a file that exists, or `null`. */
  open(): Promise<Picked | null> {
    return this.#begin('open', '');
  }

  /** Answers with a place to save to, or `null`. A name without an ending becomes a Python file. */
  save(suggestedName: string): Promise<Picked | null> {
    return this.#begin('save', suggestedName);
  }

  /** Goes to a folder; the empty path is the workspace. */
  async browse(path: string): Promise<void> {
    const answer = await this.channel.request('local.browse', { path });
    this.problem = answer.ok ? null : answer.problem;
    if (!answer.ok) return;
    this.folder = answer.value;
    this.replacing = false;
    if (this.purpose === 'open') this.name = '';
  }

  goUp(): void {
    if (this.folder?.parent) void this.browse(this.folder.parent);
  }

  /** An entry was pressed: folders open, files are named. */
  press(entry: LocalFileEntry): void {
    if (!this.folder) return;
    this.replacing = false;
    if (entry.kind === 'folder') void this.browse(pathIn(this.folder.path, entry.name));
    else this.name = entry.name;
  }

  /** The named file is it. Saving over a file that is there takes a second press. */
  choose(): void {
    if (!this.folder || !this.canChoose) return;
    const name = this.fileName;
    const existing = this.folder.entries.find((entry) => entry.name === name);
    if (existing?.kind === 'folder') return void this.browse(pathIn(this.folder.path, name));
    if (this.purpose === 'save' && existing && !this.replacing) {
      this.replacing = true;
      return;
    }
    this.#end({ path: pathIn(this.folder.path, name), replace: this.replacing });
  }

  cancel(): void {
    this.#end(null);
  }

  /** What the button that ends it says. */
  readonly chooseLabel = $derived.by(() => {
    if (this.purpose === 'open') return t('files:picker.open');
    return this.replacing ? t('files:picker.replace') : t('files:picker.save');
  });

  #begin(purpose: 'open' | 'save', name: string): Promise<Picked | null> {
    this.#resolve(null);
    this.purpose = purpose;
    this.name = name;
    this.folder = null;
    void this.browse('');
    return new Promise((resolve) => (this.#resolve = resolve));
  }

  #end(picked: Picked | null): void {
    this.purpose = null;
    this.#resolve(picked);
    this.#resolve = () => {};
  }
}
