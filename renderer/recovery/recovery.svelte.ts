import type { Transaction } from '@codemirror/state';
import type { Answer, Problem, RecoveredDocument } from '../../electron/api.ts';
import type { Session } from '../channel/session.svelte.ts';
import type { DocumentWatcher, EditorDocument } from '../editor/document.svelte.ts';
import type { Editor } from '../editor/editor.svelte.ts';
import type { Notices } from '../notices/notices.svelte.ts';
import { DocumentJournal } from './document-journal.ts';
import { Reviver } from './reviver.ts';

/** What is typed goes to the host at most this often; in milliseconds. Half of the promised second is the disk's. */
const flushInterval = 250;

/** Where nothing can be kept, it is tried again this often; in milliseconds. */
const retryInterval = 5_000;

/** Keeps what is typed in this window safe at the host, and brings back what earlier windows left there. */
export class Recovery implements DocumentWatcher {
  /** Called once when keeping begins that could not begin at the start. */
  startedLate: (() => void) | null = null;
  /** Why nothing is kept safe right now; `null` while everything is. */
  problem = $state.raw<Problem | null>(null);

  readonly #session: Session;
  readonly #editor: Editor;
  readonly #notices: Notices;
  readonly #reviver: Reviver;
  readonly #journals = new Map<EditorDocument, DocumentJournal>();
  readonly #dirty = new Set<DocumentJournal>();
  /** Ids of documents that were closed and are still on the disk. */
  readonly #closed = new Set<string>();
  /** What the host calls this window; `null` before it does. */
  #window: string | null = null;
  #started = false;
  #tabs = '';
  #flushing = false;
  #underWay: Promise<void> = Promise.resolve();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(session: Session, editor: Editor, notices: Notices) {
    this.#session = session;
    this.#editor = editor;
    this.#notices = notices;
    this.#reviver = new Reviver(session.channel, editor);
    session.channel.onConnection((connected) => {
      if (!connected) this.#started = false;
    });
  }

  /** Begins at every start of the session. False where nothing can be kept; the person was told. */
  async start(): Promise<boolean> {
    const answer = await this.#session.channel.request('recovery.start', { window: this.#window });
    if (!answer.ok) {
      this.#fail(answer.problem);
      return false;
    }
    this.#window = answer.value.window;
    this.#started = true;
    this.#beginAllAnew();
    return true;
  }

  /** Opens what earlier windows left. Answers the documents among it whose text was never saved. */
  async restore(): Promise<readonly EditorDocument[]> {
    const answer = await this.#session.channel.request('recovery.restore', {});
    if (!answer.ok) {
      this.#fail(answer.problem);
      return [];
    }
    const { documents, active, notices } = answer.value;
    for (const notice of notices) this.#notices.problem(notice, 'warning');
    const revived = await this.#reviver.revive(documents);
    for (const { document, recovered } of revived) this.#join(document, recovered);
    for (const { id } of documents) if (!this.#hasJournal(id)) this.#closed.add(id);
    this.#editor.add(revived.map(({ document }) => document));
    const front = revived.find(({ recovered }) => recovered.id === active) ?? revived[0];
    if (front) this.#editor.bringToFront(front.document);
    this.#schedule();
    return revived.map(({ document }) => document).filter(({ unsaved }) => unsaved);
  }

  /** Follows the open documents: called whenever a tab, or whether it is saved, has changed. */
  follow({ documents }: Pick<Editor, 'documents' | 'active' | 'unsaved'>): void {
    for (const document of documents) if (!this.#journals.has(document)) this.#join(document, null);
    for (const [document, journal] of this.#journals) {
      if (documents.includes(document)) continue;
      document.watcher = null;
      this.#journals.delete(document);
      this.#dirty.delete(journal);
      this.#closed.add(journal.id);
    }
    this.#schedule();
  }

  changed(document: EditorDocument, transactions: readonly Transaction[]): void {
    this.#note(document, (journal) => journal.changed(transactions));
  }

  placed(document: EditorDocument): void {
    this.#note(document, (journal) => journal.placed());
  }

  scrolled(document: EditorDocument): void {
    this.#note(document, () => undefined);
  }

  /** Hands over at once what was typed: the window may be about to go. */
  hurry(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#underWay = this.#flush();
  }

  /** Hands over everything that was typed until now; resolves when the host has it, or cannot take it. */
  async handOver(): Promise<void> {
    await this.#underWay;
    this.hurry();
    await this.#underWay;
  }

  /** What earlier windows left and nobody saved, by name. */
  async unsavedNames(): Promise<readonly string[]> {
    const answer = await this.#session.channel.request('recovery.look', {});
    return answer.ok ? answer.value.filter(({ unsaved }) => unsaved).map(({ name }) => name) : [];
  }

  #join(document: EditorDocument, recovered: RecoveredDocument | null): void {
    const journal = new DocumentJournal(document, {
      id: recovered?.id ?? crypto.randomUUID(),
      log: recovered?.nextLog ?? 0,
      everChanged: recovered?.entries.some(({ kind }) => kind === 'text') ?? document.unsaved,
    });
    this.#journals.set(document, journal);
    this.#dirty.add(journal);
    document.watcher = this;
  }

  #hasJournal(id: string): boolean {
    return [...this.#journals.values()].some((journal) => journal.id === id);
  }

  #note(document: EditorDocument, note: (journal: DocumentJournal) => void): void {
    const journal = this.#journals.get(document);
    if (!journal) return;
    note(journal);
    this.#dirty.add(journal);
    this.#schedule();
  }

  #schedule(wait = flushInterval): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#underWay = this.#started ? this.#flush() : this.#startAgain();
    }, wait);
  }

  /** One flush at a time: a slow disk is not given more than it can take. */
  async #flush(): Promise<void> {
    if (this.#flushing) return this.#underWay;
    if (!this.#started) return;
    this.#flushing = true;
    try {
      await this.#writeEverything();
      if (this.problem) this.#recovered();
    } catch (error) {
      this.#fail((error as NotKept).problem);
    } finally {
      this.#flushing = false;
    }
    if (this.#dirty.size > 0 || this.#closed.size > 0) this.#schedule();
  }

  async #writeEverything(): Promise<void> {
    const { channel } = this.#session;
    const dirty = [...this.#dirty];
    this.#dirty.clear();
    for (const journal of dirty) {
      for (const batch of journal.batches()) {
        required(await channel.request('recovery.append', { document: journal.id, ...batch }));
      }
    }
    for (const document of [...this.#closed]) {
      required(await channel.request('recovery.forget', { document }));
      this.#closed.delete(document);
    }
    const tabs = this.#currentTabs();
    const written = JSON.stringify(tabs);
    if (written === this.#tabs) return;
    required(await channel.request('recovery.tabs', tabs));
    this.#tabs = written;
  }

  #currentTabs() {
    const active = this.#editor.active && this.#journals.get(this.#editor.active);
    const tabs = this.#editor.documents.flatMap((document) => {
      const journal = this.#journals.get(document);
      return journal ? [{ id: journal.id }] : [];
    });
    return { tabs, active: active?.id ?? null };
  }

  async #startAgain(): Promise<void> {
    // Without a connection the session starts us again as soon as there is one.
    if (!this.#session.connected || !(await this.start())) return;
    this.startedLate?.();
    this.startedLate = null;
  }

  #beginAllAnew(): void {
    this.#tabs = '';
    for (const journal of this.#journals.values()) {
      journal.beginAnew();
      this.#dirty.add(journal);
    }
    this.#schedule();
  }

  #fail(problem: Problem): void {
    if (problem.code === 'host-gone') return void (this.#started = false);
    if (this.problem?.code !== problem.code) this.#notices.problem(problem, 'warning');
    this.problem = problem;
    this.#beginAllAnewLater();
  }

  #beginAllAnewLater(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const journal of this.#journals.values()) {
      journal.beginAnew();
      this.#dirty.add(journal);
    }
    this.#tabs = '';
    this.#schedule(retryInterval);
  }

  #recovered(): void {
    if (this.problem) this.#notices.dismissAbout(this.problem.code);
    this.problem = null;
  }
}

/** Something could not be kept. */
class NotKept extends Error {
  constructor(readonly problem: Problem) {
    super(problem.message);
  }
}

function required<T>(answer: Answer<T>): T {
  if (!answer.ok) throw new NotKept(answer.problem);
  return answer.value;
}
