import { createContext } from 'svelte';
import { Announcements } from './announcements/announcements.svelte.ts';
import { Asks } from './asks/asks.svelte.ts';
import { Boards } from './boards/boards.svelte.ts';
import { BoardActions } from './boards/board-actions.ts';
import { DeliberateChannel } from './boards/deliberate-channel.ts';
import { tellOfBoards } from './boards/plugged-in.ts';
import { Rescue } from './boards/rescue.svelte.ts';
import { Simulation } from './boards/simulation.svelte.ts';
import { StopFirst } from './boards/stop-first.ts';
import { channelOver } from './channel/channel.ts';
import { firstWire } from './channel/first-wire.ts';
import { Session } from './channel/session.svelte.ts';
import { Compare } from './compare/sides.ts';
import { Commands } from './commands/commands.svelte.ts';
import { registerCommands } from './commands/register.ts';
import { Editor } from './editor/editor.svelte.ts';
import { Explanations } from './explanations/explanations.svelte.ts';
import { Examples } from './examples/examples.svelte.ts';
import { watchIndentation } from './editor/indentation/watch.ts';
import { watchSyntax } from './editor/syntax/watch.ts';
import { DiskChanges } from './files/disk-changes.ts';
import { FirstSteps } from './first-steps/first-steps.svelte.ts';
import { Transfers } from './files/copying/transfers.svelte.ts';
import { DocumentFiles } from './files/document-files.ts';
import { Explorer } from './files/explorer.svelte.ts';
import { openTraceback } from './files/open-traceback.ts';
import { TwoTexts } from './files/two-texts.ts';
import { noticeBoardFilesAgain } from './files/board-files-again.ts';
import { letTabsFollow } from './files/open-tabs-follow.ts';
import { Projects } from './files/projects/projects.svelte.ts';
import { FileTree } from './files/tree/file-tree.svelte.ts';
import { computerKey } from './files/tree/tree-sources.ts';
import { FileHistory } from './history/file-history.svelte.ts';
import { Help } from './help/help.svelte.ts';
import { Layout } from './layout/layout.svelte.ts';
import { bringBack } from './shared-computer/bring-back.ts';
import { NextPerson } from './shared-computer/next-person.svelte.ts';
import { Notices } from './notices/notices.svelte.ts';
import { CommandPalette } from './palette/command-palette.svelte.ts';
import { Picker } from './picker/picker.svelte.ts';
import { Program } from './program/program.svelte.ts';
import { Recovery } from './recovery/recovery.svelte.ts';
import { welcomeBack } from './recovery/welcome-back.ts';
import { BoardSpaceWatch } from './status/board-space.svelte.ts';

/** All there is in one window, put together once. Components reach their part by `useWorkbench`. */
export class Workbench {
  readonly session = new Session(channelOver(firstWire));
  readonly boards = new Boards(this.session);
  readonly layout = new Layout(this.session);
  readonly commands = new Commands(() => ({
    platform: this.session.started?.platform ?? 'other',
    inBrowser: this.session.started?.door !== 'electron',
  }));
  readonly palette = new CommandPalette(this.commands);
  readonly announcements = new Announcements();
  readonly notices = new Notices(this.commands);
  readonly asks = new Asks();
  readonly stopFirst = new StopFirst(this.asks);
  /** For what the person asks for outright; the plain one is `session.channel`. */
  readonly deliberate = new DeliberateChannel(this.session.channel, this.boards, this.stopFirst);
  readonly boardActions = new BoardActions(this.boards, this.asks, this.notices);
  readonly rescue = new Rescue(this.notices);
  readonly simulation = new Simulation(this.session, this.boards, this.asks, this.notices);
  readonly compare = new Compare();
  readonly transfers = new Transfers(this.deliberate);
  readonly picker = new Picker(this.deliberate, () => {
    const board = this.boards.chosen;
    return board?.isThere ? [{ id: board.id, label: board.summary.label }] : [];
  });
  readonly editor = new Editor();
  readonly examples = new Examples(this.session.channel, this.editor, this.notices);
  readonly tree = new FileTree();
  readonly history = new FileHistory(this.session.channel, this.editor, this.compare, this.notices);
  readonly files = new DocumentFiles(
    this.deliberate,
    this.editor,
    this.asks,
    this.notices,
    this.picker,
    new TwoTexts(this.editor, this.compare),
    this.transfers,
    (before, now) => {
      this.tree.refresh(computerKey);
      void this.history.saved(before, now);
    },
    (path) => void this.projects.openZip(path),
  );
  readonly explorer = new Explorer(
    this.deliberate,
    this.tree,
    this.asks,
    this.notices,
    this.transfers,
    (drop, path) => this.projects.openDroppedZip(drop, path),
  );
  readonly projects: Projects = new Projects(
    this.session,
    this.editor,
    this.files,
    this.asks,
    this.notices,
    this.picker,
    this.transfers,
    () => this.tree.restart(computerKey),
  );
  readonly diskChanges = new DiskChanges(this.session.channel, this.editor);
  readonly recovery = new Recovery(this.session, this.editor, this.notices);
  readonly nextPerson = new NextPerson(this.session, this.recovery, this.notices, () => location.reload());
  readonly program = new Program(
    this.session,
    this.boards,
    this.editor,
    this.asks,
    this.notices,
    this.stopFirst,
    this.rescue,
  );
  readonly firstSteps = new FirstSteps(this.session, this.boards, this.program, this.examples);
  readonly help = new Help(this.layout);
  readonly explanations = new Explanations(this);
  readonly space = new BoardSpaceWatch(this.session.channel);
  /** The dialog that shows, of those that a command opens. */
  openDialog = $state<'settings' | 'examples' | null>(null);

  #opened = false;

  constructor() {
    registerCommands(this);
    this.session.channel.on('settings.mended', () => {
      for (const code of ['settings-broken', 'settings-values', 'settings-newer'])
        this.notices.dismissAbout(code);
    });
    this.session.channel.on('session.notice', ({ problem }) => this.notices.problem(problem, 'warning'));
    tellOfBoards(this.session, this.boards, this.notices);
    watchIndentation(this.editor);
    watchSyntax(this.editor, this.session.channel);
    letTabsFollow(this.session.channel, this.editor);
    noticeBoardFilesAgain(this.session.channel, this.editor);
    this.session.channel.on('command', ({ id }) => this.commands.run(id));
    this.session.channel.on('file.open', ({ path }) => void this.files.openPath(path));
    this.session.onStart(({ notices, toOpen }) => {
      for (const notice of notices) this.notices.problem(notice, 'warning');
      void this.examples.load();
      void this.#open(toOpen);
    });
  }

  /** Brings back what was open, opens what was asked for, and has something to see in any case. */
  async #open(paths: readonly string[]): Promise<void> {
    const isFirst = !this.#opened;
    this.#opened = true;
    const isKept = await this.recovery.start();
    if (isFirst && isKept) await this.#bringBack();
    else if (isFirst) this.recovery.startedLate = () => void this.#bringBack();
    for (const path of paths) await this.files.openPath(path);
    if (isFirst && this.editor.documents.length === 0) await this.files.openFirstExample('blink');
    this.editor.isOpening = false;
  }

  async #bringBack(): Promise<void> {
    welcomeBack(this, await bringBack(this));
  }

  /** Something is in front of everything else: only it takes keys. */
  get isAsking(): boolean {
    return (
      this.openDialog !== null ||
      this.asks.current !== null ||
      this.compare.current !== null ||
      this.history.shown !== null ||
      this.nextPerson.plan !== null ||
      this.rescue.board !== null ||
      this.palette.isOpen ||
      this.picker.purpose !== null ||
      this.explorer.conflicts.current !== null
    );
  }

  /** Goes to a line that a traceback names, and a column (from 0). True if the file was found. */
  goTo(fileName: string, line: number, column = 0): Promise<boolean> {
    return openTraceback(this, fileName, line, column);
  }
}

const [useWorkbench, provideWorkbench] = createContext<Workbench>();
export { provideWorkbench, useWorkbench };
