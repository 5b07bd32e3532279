import type { Channel, ExampleSummary } from '../../electron/api.ts';
import { t } from '../../resources/messages/messages.ts';
import type { EditorDocument } from '../editor/document.svelte.ts';
import type { Editor } from '../editor/editor.svelte.ts';
import type { Notices } from '../notices/notices.svelte.ts';
import { copyName, exampleNamed } from './copy-name.ts';

/** The example programs: each opens as a copy that belongs to the person. */
export class Examples {
  /** Every example, in the order to learn them in; empty until they were asked for. */
  list = $state.raw<readonly ExampleSummary[]>([]);

  constructor(
    readonly channel: Channel,
    readonly editor: Editor,
    readonly notices: Notices,
  ) {}

  /** Asks the host what examples there are. */
  async load(): Promise<void> {
    if (this.list.length > 0) return;
    const answer = await this.channel.request('example.list', {});
    if (answer.ok) this.list = answer.value;
    else this.notices.problem(answer.problem);
  }

  /** What an example is called. */
  titleOf(id: string): string {
    return this.list.find((example) => example.id === id)?.title ?? id;
  }

  /** Opens a copy of an example. A copy that is open and was not changed comes to the front instead. */
  async open(id: string): Promise<void> {
    const text = await this.#read(id);
    if (text === null) return;
    const { documents } = this.editor;
    const unchanged = documents.find((document) => this.of(document) === id && document.text === text);
    if (unchanged) this.editor.bringToFront(unchanged);
    else {
      const name = copyName(id, new Set(documents.map((document) => document.name)));
      this.editor.show({ kind: 'nowhere', name }, text);
    }
    this.editor.focus();
  }

  /** Which example a document is a copy of, by its name; `null` for none. */
  of(document: EditorDocument): string | null {
    return exampleNamed(
      document.name,
      this.list.map((example) => example.id),
    );
  }

  /** Makes a copy as it was at the beginning; Undo takes that back. */
  async startOver(document: EditorDocument): Promise<void> {
    const id = this.of(document);
    const text = id === null ? null : await this.#read(id);
    if (text === null || document.text === text) return;
    this.editor.replaceText(document, text);
    this.notices.show({
      tone: 'success',
      about: 'started-over',
      message: t('examples:startedOver.message', { name: document.name }),
      hint: t('examples:startedOver.hint'),
    });
  }

  async #read(id: string): Promise<string | null> {
    const answer = await this.channel.request('example.read', { id });
    if (answer.ok) return answer.value.text;
    this.notices.problem(answer.problem);
    return null;
  }
}
