import type { Channel, RequestParameters } from '../../../electron/api.ts';
import { t } from '../../../resources/messages/messages.ts';
import type { Asks } from '../../asks/asks.svelte.ts';
import type { Session } from '../../channel/session.svelte.ts';
import type { EditorDocument } from '../../editor/document.svelte.ts';
import type { Editor } from '../../editor/editor.svelte.ts';
import { isAtOrIn, nameOfPath } from '../../editor/place.ts';
import type { Notices } from '../../notices/notices.svelte.ts';
import { nativeOrOurs } from '../../picker/native-or-ours.ts';
import type { Picker } from '../../picker/picker.svelte.ts';
import type { Transfers } from '../copying/transfers.svelte.ts';
import type { FileBoard } from '../board-file.ts';
import type { DocumentFiles } from '../document-files.ts';

/** The project of this window: the workspace folder. Opening another one, and taking it home as a zip. */
export class Projects {
  /** Absolute path of the workspace; empty until the session has started. */
  folder = $state('');
  readonly name = $derived(nameOfPath(this.folder));
  readonly #channel: Channel;

  constructor(
    session: Session,
    readonly editor: Editor,
    readonly files: DocumentFiles,
    readonly asks: Asks,
    readonly notices: Notices,
    readonly picker: Picker,
    readonly transfers: Transfers,
    /** Called when the workspace is another folder. */
    readonly changed: () => void,
  ) {
    this.#channel = session.channel;
    session.onStart(({ workspace }) => this.#isNow(workspace));
    session.channel.on('workspace.changed', ({ folder }) => this.#isNow(folder));
  }

  /** Lets the person choose a folder, which becomes the workspace. */
  async openFolder(): Promise<void> {
    const native = await this.#channel.request('local.pickFolder', {});
    const picked = await nativeOrOurs(native, () => this.picker.folderToOpen(), this.notices);
    if (!picked) return;
    const answer = await this.#channel.request('project.open', { path: picked.path });
    if (!answer.ok) this.notices.problem(answer.problem);
  }

  /** Writes the project as one zip, where the person says. */
  takeHome(): Promise<void> {
    const isInProject = ({ place }: EditorDocument): boolean =>
      place.kind === 'computer' && isAtOrIn(place.path, this.folder);
    return this.#takeHome({ kind: 'computer' }, this.name, isInProject);
  }

  /** The same with all files of a board. */
  takeBoardHome(board: FileBoard): Promise<void> {
    const isOnBoard = ({ place }: EditorDocument): boolean =>
      place.kind === 'board' && place.boardId === board.id;
    return this.#takeHome({ kind: 'board', boardId: board.id }, board.label, isOnBoard);
  }

  async #takeHome(
    root: RequestParameters<'project.takeHome'>['root'],
    name: string,
    isPartOfIt: (document: EditorDocument) => boolean,
  ): Promise<void> {
    if (!(await this.#savedFirst(isPartOfIt))) return;
    const suggestedName = `${name.replaceAll(/[/\\:]+/g, '-')}.zip`;
    const native = await this.#channel.request('local.pickZip', { suggestedName });
    const picked = await nativeOrOurs(native, () => this.picker.zip(suggestedName), this.notices);
    if (!picked) return;
    const { path, replace } = picked;
    const words = { name };
    const answer = await this.transfers.run(
      'project.takeHome',
      { root, path, overwrite: replace },
      t('files:project.packing', words),
      ({ name: file, done, files }) =>
        t('files:project.packingFile', { name: file, number: done + 1, files }),
    );
    if (!answer.ok) return this.notices.problem(answer.problem);
    const { files, leftOut } = answer.value;
    this.notices.show({
      tone: 'success',
      message: t('files:project.packed', { name: nameOfPath(path), count: files }),
      hint: leftOut > 0 ? t('files:copying.leftOut', { count: leftOut }) : t('files:project.packedHint'),
    });
  }

  /** Opens a zip of this computer as a project, once the person has said so. */
  async openZip(path: string): Promise<void> {
    await this.#openZip({ kind: 'local', path });
  }

  /** The same for a zip that was dropped. False where it should be copied like any other file. */
  async openDroppedZip(drop: string, path: string): Promise<boolean> {
    return this.#openZip({ kind: 'dropped', drop, path });
  }

  async #openZip(zip: RequestParameters<'project.openZip'>['zip']): Promise<boolean> {
    const name = nameOfPath(zip.path);
    const choice = await this.asks.ask({
      title: t('files:project.openZip.title', { name }),
      description: t('files:project.openZip.description'),
      choices: [
        zip.kind === 'dropped'
          ? { id: 'copy', label: t('files:project.openZip.copy'), look: 'outlined' }
          : { id: 'cancel', label: t('window:cancel'), look: 'outlined' },
        { id: 'open', label: t('files:project.openZip.open'), look: 'filled' },
      ],
    });
    if (choice === 'copy') return false;
    if (choice !== 'open') return true;
    const answer = await this.transfers.run(
      'project.openZip',
      { zip },
      t('files:project.unpacking', { name }),
      ({ name: file, done, files }) =>
        t('files:project.unpackingFile', { name: file, number: done + 1, files }),
    );
    if (!answer.ok) this.notices.problem(answer.problem);
    else {
      this.notices.show({
        tone: 'success',
        message: t('files:project.opened', {
          name: nameOfPath(answer.value.folder),
          count: answer.value.files,
        }),
        hint: answer.value.folder,
      });
    }
    return true;
  }

  /** What is not saved would not be in the zip: asks. False where the person gave up. */
  async #savedFirst(isPartOfIt: (document: EditorDocument) => boolean): Promise<boolean> {
    const unsaved = this.editor.unsaved.filter(isPartOfIt);
    if (unsaved.length === 0) return true;
    const choice = await this.asks.ask({
      title: t('files:project.unsaved.title', { count: unsaved.length, name: unsaved[0]!.name }),
      description: t('files:project.unsaved.description'),
      choices: [
        { id: 'without', label: t('files:project.unsaved.without'), look: 'outlined' },
        { id: 'save', label: t('files:project.unsaved.save'), look: 'filled' },
      ],
    });
    if (choice !== 'save') return choice === 'without';
    for (const document of unsaved) if (!(await this.files.save(document))) return false;
    return true;
  }

  #isNow(folder: string): void {
    if (folder === this.folder) return;
    const isFirst = this.folder === '';
    this.folder = folder;
    if (!isFirst) this.changed();
  }
}
