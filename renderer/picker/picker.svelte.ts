import type {
  Answer,
  BoardFileEntry,
  Channel,
  FolderListing,
  LocalFileEntry,
  Problem,
} from '../../electron/api.ts';
import { t } from '../../resources/messages/messages.ts';

/** Joins a name to a folder's path, in the spelling that the folder has. */
export function pathIn(folder: string, name: string): string {
  const separator = folder.includes('\\') && !folder.startsWith('/') ? '\\' : '/';
  return folder.endsWith(separator) ? folder + name : folder + separator + name;
}

/** A board that files can be saved on. */
export interface PickerBoard {
  readonly id: string;
  readonly label: string;
}

/** What was chosen. */
export interface Picked {
  /** Absolute, on this computer or on the board. */
  readonly path: string;
  /** A file of this name is there, and the person said to replace it. */
  readonly replace: boolean;
  /** Where it is, if not on this computer. */
  readonly board?: PickerBoard;
}

/** What is being chosen: a file to open, a place to save to, a folder to open, or where a zip goes. */
export type PickerPurpose = 'open' | 'save' | 'folder' | 'zip';

/** Chooses files and folders where the door has no dialogs of its own, and on boards, which no door has. */
export class Picker {
  purpose = $state<PickerPurpose | null>(null);
  folder = $state.raw<FolderListing | null>(null);
  problem = $state.raw<Problem | null>(null);
  name = $state('');
  /** Files are saved on this board; `null` for this computer. */
  board = $state.raw<PickerBoard | null>(null);
  /** The chosen file exists: choosing it again replaces it. */
  replacing = $state(false);

  /** The name as the file will have it. */
  readonly fileName = $derived.by(() => {
    const name = this.name.trim();
    const isFolder = this.folder?.entries.some((entry) => entry.kind === 'folder' && entry.name === name);
    if (name === '' || isFolder) return name;
    if (this.purpose === 'zip') return /\.zip$/i.test(name) ? name : `${name}.zip`;
    return this.purpose === 'save' && !name.includes('.') ? `${name}.py` : name;
  });
  readonly needsName = $derived(this.purpose === 'save' || this.purpose === 'zip');
  readonly canChoose = $derived(
    this.folder !== null && (this.purpose === 'folder' || this.name.trim() !== ''),
  );
  /** Folders, and the files that can be chosen here. */
  readonly entries = $derived(
    (this.folder?.entries ?? []).filter(({ kind }) => kind === 'folder' || this.purpose !== 'folder'),
  );
  /** Where a file can be saved besides this computer. */
  readonly places = $derived.by(() => (this.purpose === 'save' ? this.boards() : []));

  #resolve: (picked: Picked | null) => void = () => {};

  constructor(
    readonly channel: Channel,
    /** Boards that answer now. */
    readonly boards: () => readonly PickerBoard[],
  ) {}

  /** Answers with a file that exists, or `null`. */
  open(): Promise<Picked | null> {
    return this.#begin('open', '');
  }

  /**
   * Answers with a place to save to, or `null`. A name without an ending becomes a Python file. Begins on
   * this computer, or on a board.
   */
  save(suggestedName: string, board: PickerBoard | null = null): Promise<Picked | null> {
    return this.#begin('save', suggestedName, board);
  }

  /** Answers with a folder that exists, or `null`. */
  folderToOpen(): Promise<Picked | null> {
    return this.#begin('folder', '');
  }

  /** Answers with a place for a zip, or `null`. */
  zip(suggestedName: string): Promise<Picked | null> {
    return this.#begin('zip', suggestedName);
  }

  /** Goes to a folder; the empty path is the workspace, or the top of the board. */
  async browse(path: string): Promise<void> {
    const { board } = this;
    const answer = board ? await this.#listBoard(board, path || '/') : await this.#listComputer(path);
    if (board !== this.board) return; // another place was chosen meanwhile
    this.problem = answer.ok ? null : answer.problem;
    if (!answer.ok) return;
    this.folder = answer.value;
    this.replacing = false;
    if (this.purpose === 'open') this.name = '';
  }

  /** Goes to another place: a board, or this computer. */
  goTo(board: PickerBoard | null): void {
    this.board = board;
    this.folder = null;
    void this.browse('');
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

  /** The named file, or this folder, is it. Saving over a file that is there takes a second press. */
  choose(): void {
    if (!this.folder || !this.canChoose) return;
    if (this.purpose === 'folder') return this.#end({ path: this.folder.path, replace: false });
    const name = this.fileName;
    const existing = this.folder.entries.find((entry) => entry.name === name);
    if (existing?.kind === 'folder') return void this.browse(pathIn(this.folder.path, name));
    if (this.needsName && existing && !this.replacing) {
      this.replacing = true;
      return;
    }
    const where = this.board ? { board: this.board } : {};
    this.#end({ path: pathIn(this.folder.path, name), replace: this.replacing, ...where });
  }

  cancel(): void {
    this.#end(null);
  }

  /** What the dialog is called. */
  readonly title = $derived.by(() => {
    if (this.purpose === 'folder') return t('files:picker.folderTitle');
    if (this.purpose === 'zip') return t('files:picker.zipTitle');
    return this.purpose === 'save' ? t('files:picker.saveTitle') : t('files:picker.openTitle');
  });

  /** What the button that ends it says. */
  readonly chooseLabel = $derived.by(() => {
    if (this.purpose === 'open') return t('files:picker.open');
    if (this.purpose === 'folder') return t('files:picker.openFolder');
    if (this.replacing) return t('files:picker.replace');
    return this.purpose === 'zip' ? t('files:picker.pack') : t('files:picker.save');
  });

  #listComputer(path: string): Promise<Answer<FolderListing>> {
    return this.channel.request('local.browse', { path });
  }

  async #listBoard(board: PickerBoard, path: string): Promise<Answer<FolderListing>> {
    const answer: Answer<readonly BoardFileEntry[]> = await this.channel.request('board.files.list', {
      boardId: board.id,
      path,
    });
    const parent = path === '/' ? null : path.slice(0, path.lastIndexOf('/')) || '/';
    return answer.ok ? { ok: true, value: { path, parent, entries: answer.value } } : answer;
  }

  #begin(purpose: PickerPurpose, name: string, board: PickerBoard | null = null): Promise<Picked | null> {
    this.#resolve(null);
    this.purpose = purpose;
    this.name = name;
    this.problem = null;
    this.goTo(board);
    return new Promise((resolve) => (this.#resolve = resolve));
  }

  #end(picked: Picked | null): void {
    this.purpose = null;
    this.#resolve(picked);
    this.#resolve = () => {};
  }
}
