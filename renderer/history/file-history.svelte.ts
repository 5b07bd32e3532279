import { isolateHistory, undo } from '@codemirror/commands';
import type { Channel, FileVersion, RequestValues, RunOutcome } from '../../electron/api.ts';
import { t } from '../../resources/messages/messages.ts';
import type { Compare } from '../compare/sides.ts';
import type { EditorDocument } from '../editor/document.svelte.ts';
import type { Place } from '../editor/place.ts';
import type { Editor } from '../editor/editor.svelte.ts';
import type { Notices } from '../notices/notices.svelte.ts';
import { changeBetween } from './change-between.ts';
import { historyFileOf } from './history-file.ts';
import { wordTime } from './version-words.ts';

type Working = NonNullable<RequestValues['history.lastWorking']>;

/** Going back to an earlier version of a file: the list of them all, or straight to the last that worked. */
export class FileHistory {
  /** The document whose versions show; `null` while none do. */
  shown = $state.raw<EditorDocument | null>(null);
  versions = $state.raw<readonly FileVersion[]>([]);
  /** The version to look at, and its text once that is here. */
  chosen = $state.raw<FileVersion | null>(null);
  chosenText = $state.raw<string | null>(null);
  /** The document that ended with an error, and worked before with another text. */
  #mendable = $state.raw<EditorDocument | null>(null);
  #notes = 0;

  /** The program in front ended with an error, and there is a version that worked. */
  readonly canOffer = $derived.by(() => this.#mendable !== null && this.#mendable === this.editor.active);

  constructor(
    readonly channel: Channel,
    readonly editor: Editor,
    readonly compare: Compare,
    readonly notices: Notices,
  ) {}

  /** Takes note of how a run of a document has ended; `null` while it runs. */
  async ran(document: EditorDocument | null, outcome: RunOutcome | null): Promise<void> {
    this.#mendable = null;
    const note = ++this.#notes;
    if (!document || outcome?.kind !== 'failed') return;
    const working = await this.#lastWorking(document);
    // Another run may have begun while the host looked.
    if (working && note === this.#notes) this.#mendable = document;
  }

  /** A document was saved on this computer: one that lived nowhere takes its history along. */
  async saved(before: Place, now: Place): Promise<void> {
    if (before.kind !== 'nowhere' || now.kind === 'nowhere') return;
    const [from, to] = [historyFileOf(before), historyFileOf(now)];
    const answer = await this.channel.request('history.moved', { from, to });
    if (!answer.ok) this.notices.problem(answer.problem);
  }

  /** Shows the last version that ran without an error beside the text of now, and goes back to it if wanted. */
  async backToWorked(document: EditorDocument): Promise<void> {
    const working = await this.#lastWorking(document);
    if (working === undefined) return;
    if (working === null) {
      this.notices.show({
        tone: 'information',
        about: 'history',
        message: t('history:neverWorked', { name: document.name }),
        hint: t('history:neverWorkedHint'),
      });
      return;
    }
    const { version, text } = working;
    const choice = await this.compare.ask({
      title: t('history:back.title', { name: document.name }),
      description: t(version.mark === 'worked' ? 'history:back.worked' : 'history:back.stopped', {
        time: wordTime(version, new Date()),
      }),
      left: { title: t('history:now'), text: document.text },
      right: { title: wordTime(version, new Date()), text },
      choices: [
        { id: 'keep', label: t('history:back.keep'), look: 'outlined' },
        { id: 'take', label: t('history:back.take'), look: 'filled' },
      ],
    });
    if (choice === 'take') this.#restore(document, version, text);
  }

  /** Shows every version of a document's file. */
  async open(document: EditorDocument): Promise<void> {
    const answer = await this.channel.request('history.list', { file: historyFileOf(document.place) });
    if (!answer.ok) return this.notices.problem(answer.problem);
    this.versions = answer.value;
    this.shown = document;
    this.chosen = null;
    this.chosenText = null;
    // The newest is most often what is there now.
    const first = answer.value[1] ?? answer.value[0];
    if (first) await this.choose(first.id);
  }

  /** Looks at a version. */
  async choose(id: string): Promise<void> {
    const version = this.versions.find((one) => one.id === id);
    const document = this.shown;
    if (!version || !document) return;
    this.chosen = version;
    this.chosenText = null;
    const answer = await this.channel.request('history.read', { file: historyFileOf(document.place), id });
    if (this.chosen !== version) return;
    if (answer.ok) this.chosenText = answer.value.text;
    else this.notices.problem(answer.problem);
  }

  /** Goes back to the version that is looked at. */
  restoreChosen(): void {
    const { shown, chosen, chosenText } = this;
    this.close();
    if (shown && chosen && chosenText !== null) this.#restore(shown, chosen, chosenText);
  }

  close(): void {
    this.shown = null;
  }

  /** One step, which one Undo takes back. */
  #restore(document: EditorDocument, version: FileVersion, text: string): void {
    this.editor.bringToFront(document);
    this.editor.change(document, {
      changes: changeBetween(document.text, text),
      annotations: isolateHistory.of('full'),
      userEvent: 'input.restore',
      scrollIntoView: true,
    });
    this.#mendable = null;
    this.editor.focus();
    this.notices.show({
      tone: 'success',
      about: 'history',
      message: t('history:restored', { name: document.name, time: wordTime(version, new Date()) }),
      hint: t('history:restoredHint'),
      action: { label: t('history:undo'), run: () => this.#undo(document) },
    });
  }

  #undo(document: EditorDocument): void {
    this.editor.bringToFront(document);
    undo({ state: document.state, dispatch: (transaction) => this.editor.change(document, transaction) });
  }

  /** `null` where it never worked, `undefined` where that could not be found out, which is said. */
  async #lastWorking(document: EditorDocument): Promise<Working | null | undefined> {
    const file = historyFileOf(document.place);
    const answer = await this.channel.request('history.lastWorking', { file, text: document.text });
    if (answer.ok) return answer.value;
    this.notices.problem(answer.problem);
    return undefined;
  }
}
