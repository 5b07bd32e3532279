/** The host: everything between a Link and a window, composed once and used by four doors. */

import { mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { version } from '../package.json';
import { systemClock, type Clock } from '../runtime/clock.ts';
import { EmulatorLink } from '../runtime/emulator/emulator-link.ts';
import type { EventName, Events, Problem, SessionStart } from './api.ts';
import { BoardRegistry } from './boards/board-registry.ts';
import { boardHandlers } from './boards/board-requests.ts';
import { builtFile } from './built-files.ts';
import type { BoardSource } from './boards/board-source.ts';
import { emulationHandlers } from './boards/emulator/emulation-requests.ts';
import { EmulatorSource, type CreateEmulatorLink } from './boards/emulator/emulator-source.ts';
import { refusedFirmware } from './boards/emulator/firmware-file.ts';
import { SimulatedPicos } from './boards/simulated-picos.ts';
import { SimulatorSource } from './boards/simulator-source.ts';
import { answer, type Handlers } from './channel/answers.ts';
import type { ChannelPort } from './channel/port.ts';
import { Session } from './channel/session.ts';
import { noDialogs, type Dialogs } from './dialogs.ts';
import { boardFileHandlers } from './explorer/board-file-requests.ts';
import { explorerHandlers } from './explorer/explorer-requests.ts';
import { FileRoots } from './explorer/file-roots.ts';
import { Inbox } from './explorer/inbox.ts';
import { Jobs } from './explorer/jobs.ts';
import { projectHandlers } from './explorer/project-requests.ts';
import { listExamples, readExample } from './examples.ts';
import { historyHandlers } from './history/history-requests.ts';
import { HistoryStore } from './history/history-store.ts';
import { historyFollows, keepingHistory } from './history/keeping-history.ts';
import { fileHandlers } from './local-files/file-requests.ts';
import { openFileHandlers } from './local-files/open-files.ts';
import { Patience } from './local-files/patience.ts';
import { exactText } from './local-files/text-format.ts';
import { Workspace } from './local-files/workspace.ts';
import { ProblemError } from './problem.ts';
import { recoveryHandlers } from './recovery/recovery-requests.ts';
import { RecoveryStore } from './recovery/recovery-store.ts';
import { ErrorLog, reportText } from './report.ts';
import { readNibbleDefaults } from './settings/nibble-defaults.ts';
import { settingsHandlers } from './settings/settings-requests.ts';
import { SettingsStore } from './settings/settings-store.ts';
import { NextPerson } from './shared-computer/next-person.ts';
import { sharedComputerHandlers } from './shared-computer/shared-requests.ts';
import { withoutSimulators } from './shared-computer/simulators-away.ts';
import { sendWindowsAway } from './shared-computer/windows-away.ts';
import { noTrash, type Trash } from './trash.ts';
import { SyntaxChecks } from './syntax-check/syntax-checks.ts';

/** What a door hands in. */
export interface HostOptions {
  /** The user's data folder, see data-folder.ts. */
  readonly dataFolder: string;
  /** The workspace is `Nibble` in here unless the settings say otherwise. */
  readonly documentsFolder: string;
  readonly door: SessionStart['door'];
  /** Where `nibble-defaults.json` is looked for; absolute paths, the first that is there counts. */
  readonly defaultsFiles?: readonly string[];
  readonly clock?: Clock;
  /** Where boards come from besides the simulated ones. */
  readonly sources?: readonly BoardSource[];
  readonly dialogs?: Dialogs;
  readonly trash?: Trash;
  /** Shows a web page in the person's own browser. Only https addresses get here. */
  readonly openExternal?: (url: string) => Promise<void>;
  /** Shows a folder (absolute) in the computer's own file manager. */
  readonly showFolder?: (path: string) => Promise<void>;
  /** `fast`: emulated Picos run as fast as this computer can. */
  readonly emulatorPace?: 'real' | 'fast';
  /** Is told what is told to windows where there are none. */
  readonly told?: (problem: Problem) => void;
  /** Makes the Links to emulated Picos; replaced in tests. */
  readonly createEmulatorLink?: CreateEmulatorLink;
}

/** One host process; any number of windows share it. */
export interface Host {
  readonly settings: SettingsStore;
  readonly workspace: Workspace;
  readonly boards: BoardRegistry;
  readonly roots: FileRoots;
  readonly recovery: RecoveryStore;
  /** Joins a window to the host, until its pipe closes. `toOpen` are paths of files it should show. */
  serveChannel(port: ChannelPort, toOpen?: readonly string[]): Session;
  /** Tells all windows something. */
  broadcast<N extends EventName>(name: N, event: Events[N]): void;
  /** Ends all sessions and boards. */
  close(): Promise<void>;
}

/** Composes the services. Throws `ProblemError` where the data folder cannot be made. */
export async function createHost(options: HostOptions): Promise<Host> {
  const {
    documentsFolder,
    dialogs = noDialogs,
    trash = noTrash,
    clock = systemClock,
    openExternal = async () => undefined,
    showFolder = async () => undefined,
    createEmulatorLink = (link) => new EmulatorLink(link),
  } = options;
  await mkdir(options.dataFolder, { recursive: true }).catch((cause: unknown) => {
    throw new ProblemError('data-folder-unusable', { path: options.dataFolder }, { cause });
  });

  const sessions = new Set<Session>();
  const broadcast: Host['broadcast'] = (name, event) => {
    for (const session of sessions) session.tell(name, event);
  };
  /** What nobody was there to be told yet. */
  const untold: Problem[] = [];
  const tellProblem = (problem: Problem): void => {
    options.told?.(problem);
    if (sessions.size === 0) untold.push(problem);
    broadcast('session.notice', { problem });
  };
  const errors = new ErrorLog();
  const workspaceFolder = (chosen: string) =>
    chosen.replace(/^~(?=$|[/\\])/, () => homedir()) || join(documentsFolder, 'Nibble');
  const settings = await SettingsStore.open({
    dataFolder: options.dataFolder,
    clock,
    defaults: await readNibbleDefaults(options.defaultsFiles ?? []),
    changed: (changed) => {
      workspace.moveTo(workspaceFolder(changed.workspace));
      if (changed.simulatedModel !== model) {
        model = changed.simulatedModel;
        fast.modelChanged();
      }
      if (changed.simulation !== simulation) {
        simulation = changed.simulation;
        simulated.changed();
      }
      broadcast('settings.changed', { settings: changed });
    },
    told: tellProblem,
    mended: () => broadcast('settings.mended', {}),
  });
  const today = (): number => Date.now();
  const started = today();
  const history = new HistoryStore({ dataFolder: options.dataFolder, today, told: tellProblem });
  const patience = new Patience(clock);
  const workspace = new Workspace(workspaceFolder(settings.current.workspace), clock, patience, () =>
    broadcast('workspace.changed', { folder: workspace.folder }),
  );
  const recovery = new RecoveryStore(options.dataFolder, clock);
  let model = settings.current.simulatedModel;
  let simulation = settings.current.simulation;
  const fast = new SimulatorSource(options.dataFolder, () => settings.current.simulatedModel);
  const exact = new EmulatorSource({
    dataFolder: options.dataFolder,
    clock,
    pace: options.emulatorPace ?? 'real',
    createLink: createEmulatorLink,
    told: tellProblem,
    refused: (board, name, content) => tellProblem(refusedFirmware(board, name, content)),
  });
  const simulated = new SimulatedPicos(fast, exact, () => settings.current.simulation);
  // On the command line, where people name what they mean, each has a name of its own.
  const ownSources = options.door === 'command-line' ? [fast, exact] : [simulated];
  const boards = new BoardRegistry({
    clock,
    sources: [...ownSources, ...(options.sources ?? [])],
    outputsOffOnStop: () => settings.current.outputsOffOnStop,
    setsClock: () => settings.current.setsBoardClock,
    changed: (summaries) => broadcast('boards.changed', { boards: summaries }),
    filesChanged: (boardId) => broadcast('board.files.changed', { boardId }),
  });
  for (const source of options.sources ?? []) source.onProblem?.(tellProblem);
  if (options.door !== 'command-line') await boards.refresh(); // which asks for one board by name
  const inbox = new Inbox(patience);
  const jobs = new Jobs(clock);
  const roots = new FileRoots({
    workspace,
    boards,
    inbox,
    takenAway: (boardId, path, content) => {
      const text = exactText(content);
      if (text !== null) void history.found({ kind: 'board', boardId, path }, text);
    },
  });

  const syntaxChecks = new SyntaxChecks({ clock, thread: () => builtFile('syntax-check-thread.js') });

  const nextPerson = new NextPerson({
    dataFolder: options.dataFolder,
    documentsFolder,
    today,
    workspaces: () => ({ now: workspace.folder, next: resolve(workspaceFolder(settings.initial.workspace)) }),
    sendWindowsAway: () => sendWindowsAway(sessions, clock),
    clearRecovery: (keep) => recovery.clear(keep),
    withoutSimulators: async (job) => {
      await withoutSimulators(boards, simulated, job);
      void startSimulator(boards, errors);
    },
    withoutHistory: (job) => history.giveAway(job),
    withoutSettings: (job) => settings.giveAway(job),
  });

  const plainHandlers: Handlers<Session> = {
    'session.start': async (_nothing, session) => {
      await nextPerson.done();
      const { putAway, problem } = nextPerson.takeNews();
      return {
        version,
        door: options.door,
        platform: platformName(),
        boards: boards.summaries,
        settings: settings.current,
        workspace: workspace.folder,
        toOpen: session.takeToOpen(),
        putAway,
        notices: [...settings.notices, ...untold.splice(0), ...(problem ? [problem] : [])],
      };
    },
    'session.report': () => ({ text: reportText(version, boards.summaries, errors) }),
    'session.openLink': async ({ url }) => {
      await openExternal(url).catch((cause: unknown) => {
        throw new ProblemError('link-not-opened', { url }, { cause });
      });
      return null;
    },
    'session.unsaved': ({ names }, session) => {
      session.unsaved = names;
      return null;
    },
    ...fileHandlers(workspace, patience, dialogs),
    ...explorerHandlers({
      workspace,
      boards,
      roots,
      clock,
      trash,
      inbox,
      jobs,
      moved: (event) => {
        historyFollows(event, history);
        broadcast('explorer.moved', event);
      },
      deleted: (event) => broadcast('explorer.deleted', event),
    }),
    ...projectHandlers({
      workspace,
      roots,
      boards,
      settings,
      patience,
      inbox,
      jobs,
      dialogs,
      documentsFolder,
    }),
    'session.commands': ({ commands }, session) => {
      session.describeCommands(commands);
      return null;
    },
    'example.list': () => listExamples(),
    'example.read': ({ id }) => {
      const text = readExample(id);
      if (text === undefined) throw new ProblemError('file-not-found', { name: id });
      return { text };
    },
    ...boardHandlers(boards, clock),
    ...boardFileHandlers(boards, jobs),
    ...emulationHandlers({ boards, inbox, showFolder }),
    'program.check': ({ source }) => syntaxChecks.check(source),
    ...settingsHandlers(settings, workspace),
    ...historyHandlers(history, () => (settings.current.sharedComputer ? started : 0)),
    ...sharedComputerHandlers(nextPerson),
    ...recoveryHandlers(recovery),
    ...openFileHandlers(clock, patience),
  };
  const handlers = keepingHistory(plainHandlers, history);

  // Its prompt should be there when the window is.
  if (options.door === 'electron' || options.door === 'browser') void startSimulator(boards, errors);

  return {
    settings,
    workspace,
    boards,
    roots,
    recovery,
    broadcast,
    serveChannel(port, toOpen) {
      const answering = (caller: Session, name: unknown, parameters: unknown) =>
        answer(handlers, caller, errors, name, parameters);
      const session = new Session(port, answering, toOpen);
      sessions.add(session);
      session.onEnd(() => sessions.delete(session));
      return session;
    },
    async close() {
      workspace.close();
      for (const session of [...sessions]) session.close();
      await boards.close();
      await Promise.all([settings.close(), history.close(), recovery.close(), syntaxChecks.close()]);
    },
  };
}

async function startSimulator(boards: BoardRegistry, errors: ErrorLog): Promise<void> {
  const found = await boards.find('simulator');
  if (found)
    await boards
      .of(found)
      .connect()
      .catch((error: unknown) => errors.add('start', error));
}

function platformName(): SessionStart['platform'] {
  const names: Partial<Record<NodeJS.Platform, SessionStart['platform']>> = {
    linux: 'linux',
    darwin: 'macos',
    win32: 'windows',
  };
  return names[process.platform] ?? 'other';
}
