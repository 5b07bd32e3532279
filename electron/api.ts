/**
 * The contract between a window and the host: every request, every event, every piece of data.
 *
 * This file is the only one both sides know. Requests are validated at the host with the schemas
 * below; windows import types only. Errors are data (`Problem`); no exception crosses over.
 */

import * as v from 'valibot';
import type { OutputLeftOn } from '../runtime/hardware/outputs-left-on.ts';
import type { BoardModel, HardwareSnapshot } from '../runtime/hardware/virtual-hardware.ts';
import type { BoardFileEntry, BoardSpace } from '../runtime/board-files.ts';

export type { OutputLeftOn } from '../runtime/hardware/outputs-left-on.ts';
export type { BoardModel, HardwareSnapshot, PinState } from '../runtime/hardware/virtual-hardware.ts';
export type { BoardFileEntry, BoardSpace } from '../runtime/board-files.ts';

// ---------------------------------------------------------------------------------- problems

/** Something went wrong that a person can do something about. Worded by the message catalogue. */
export interface Problem {
  /** Names the problem for programs and tests, such as `file-read-only`. */
  readonly code: string;
  /** What happened, one sentence. */
  readonly message: string;
  /** What to do next, one sentence. */
  readonly hint: string;
  /** One button: `command` is an id in the window's command registry. */
  readonly action?: { readonly command: string; readonly label: string };
}

/** Every answer to a request: a value, or a problem. */
export type Answer<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };

// ---------------------------------------------------------------------------------- boards

/**
 * What a board is doing, in product terms.
 * - `disconnected`: found, not connected.
 * - `connecting`: never longer than 3 s.
 * - `ready`: at its prompt.
 * - `running`: a program, or a line typed at the prompt, is running.
 * - `stopping`: Stop was pressed; the program may still be finishing. From 2 s on `force` is offered.
 * - `silent`: it does not answer.
 * - `gone`: unplugged or vanished.
 * - `busy`: another program has it.
 * - `denied`: this computer does not allow its use.
 */
export type BoardStateName =
  'disconnected' | 'connecting' | 'ready' | 'running' | 'stopping' | 'silent' | 'gone' | 'busy' | 'denied';

export interface BoardState {
  readonly name: BoardStateName;
  /** While `stopping`: true once the button has become "Force stop". */
  readonly force?: boolean;
  /** Where a state needs words of its own. */
  readonly problem?: Problem;
}

/** One board as the board menu shows it. */
export interface BoardSummary {
  /** Stable: the same board has the same id after it was unplugged, and in the next session. */
  readonly id: string;
  readonly kind: 'simulator' | 'emulator' | 'serial';
  /** "Simulated Pico", "Pico on COM3". */
  readonly label: string;
  readonly state: BoardState;
  /** "MicroPython 1.27.0", once known. */
  readonly firmware?: string;
  /** Present where pins can be watched and driven. */
  readonly model?: BoardModel;
  /** True where `main.py` is on the board: a program starts by itself. */
  readonly startsByItself?: boolean;
}

/** How a program ended. */
export type RunOutcome =
  | { readonly kind: 'finished' }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed'; readonly traceback: string }
  | { readonly kind: 'lost' };

/**
 * Text from a board, in order. `program` is what it printed (also the prompt and the echo of what
 * was typed), `error` a traceback, `notice` one line of Nibble's own, already worded, without a line
 * end: the shell gives it a line to itself. Line ends of the others are `\r\n`, as the board sent them.
 * Terminal sequences come as the program printed them: the window drops those that reach beyond the screen.
 */
export interface OutputPiece {
  readonly stream: 'program' | 'error' | 'notice';
  readonly text: string;
}

// ---------------------------------------------------------------------------------- local files

/** One entry of the workspace or of the picker. */
export interface LocalFileEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder';
  /** Bytes; 0 for folders. */
  readonly size: number;
}

/** A text file as the editor gets it. */
export interface LocalText {
  /** Absolute path, as the operating system spells it. */
  readonly path: string;
  readonly name: string;
  /** Line ends are `\n` here whatever the file has. */
  readonly text: string;
  /** What to keep when saving. */
  readonly format: TextFormat;
  /** Identifies this content on disk; given back when saving so that foreign changes are noticed. */
  readonly version: string;
  /** Something to know about this file, such as a name that hides one of the Pico's own modules. */
  readonly warning?: Problem;
}

/** How a text file is written down; kept when it is saved. */
export interface TextFormat {
  readonly lineEnd: '\n' | '\r\n';
  readonly byteOrderMark: boolean;
}

export interface FolderListing {
  readonly path: string;
  /** The folder above, or `null` at the top. */
  readonly parent: string | null;
  readonly entries: readonly LocalFileEntry[];
}

// ---------------------------------------------------------------------------------- settings

export const settingsSchema = v.object({
  theme: v.picklist(['system', 'light', 'dark']),
  /** Scale of the whole window, 0.5 to 3. */
  zoom: v.pipe(v.number(), v.minValue(0.5), v.maxValue(3)),
  /** Absolute path of the workspace, or empty for the default `Documents/Nibble`. */
  workspace: v.string(),
  /** Every Stop also turns all outputs off. */
  outputsOffOnStop: v.boolean(),
  simulatedModel: v.picklist(['pico', 'pico-w']),
  /** Sizes and folds of panels, by panel name; the window's own business. */
  layout: v.record(v.string(), v.union([v.number(), v.boolean()])),
});
export type Settings = v.InferOutput<typeof settingsSchema>;

// ---------------------------------------------------------------------------------- requests

const boardId = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const onBoard = v.object({ boardId });
const path = v.pipe(v.string(), v.minLength(1), v.maxLength(4096));
const gpio = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(29));
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const nothing = v.object({});
const textFormat = v.object({ lineEnd: v.picklist(['\n', '\r\n']), byteOrderMark: v.boolean() });
const source = v.pipe(v.string(), v.maxLength(10_000_000));

/** Parameters of every request. The host refuses what does not fit. */
export const requestSchemas = {
  /** First call of every window. */
  'session.start': nothing,
  'session.report': nothing,
  'session.openLink': v.object({ url: v.pipe(v.string(), v.url(), v.startsWith('https://')) }),
  /** Says whether closing this window would lose something; the host asks first if so. */
  'session.unsaved': v.object({ names: v.array(v.string()) }),

  'board.list': nothing,
  'board.connect': onBoard,
  'board.disconnect': onBoard,
  /** Begins the stream of output, state and hardware events of this board to this window. */
  'board.attach': onBoard,
  'board.detach': onBoard,
  /** Answers when the program has ended. `fileName` names it in tracebacks. */
  'board.run': v.object({ boardId, source, fileName: v.pipe(v.string(), v.maxLength(255)) }),
  /** First press of the Stop ladder; a second press forces. Answers once the board is at its prompt. */
  'board.stop': onBoard,
  'board.softReset': onBoard,
  /** Keys typed in the shell. */
  'board.input': v.object({ boardId, data: v.pipe(v.string(), v.maxLength(1_000_000)) }),
  /** The window has shown this many characters of output: credit for as many more. */
  'board.acknowledge': v.object({ boardId, characters: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
  /** Saves the program as `main.py` so that it starts by itself. */
  'board.keep': v.object({ boardId, source }),
  /** Renames `main.py` to `main.py.off`. */
  'board.doNotStartByItself': onBoard,
  'board.outputsOff': onBoard,

  'board.files.list': v.object({ boardId, path }),
  'board.files.read': v.object({ boardId, path }),
  'board.files.write': v.object({ boardId, path, text: source }),
  'board.files.makeFolder': v.object({ boardId, path }),
  'board.files.rename': v.object({ boardId, path, to: path }),
  'board.files.remove': v.object({ boardId, path }),
  'board.files.space': onBoard,

  'board.drivePin': v.object({ boardId, gpio, level: v.nullable(v.picklist([0, 1])) }),
  'board.setAnalog': v.object({
    boardId,
    channel: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(3)),
    share,
  }),
  'board.setTemperature': v.object({
    boardId,
    celsius: v.pipe(v.number(), v.minValue(-40), v.maxValue(125)),
  }),
  'board.pressBootsel': v.object({ boardId, pressed: v.boolean() }),

  /** A folder inside the workspace; `path` is relative to it, `''` its top. */
  'workspace.list': v.object({ path: v.pipe(v.string(), v.maxLength(4096)) }),
  'workspace.read': v.object({ path }),
  /** Any text file the person chose in a dialog, by absolute path. */
  'local.read': v.object({ path }),
  /** Atomic. `version` is what was read; `null` for a new file. */
  'local.write': v.object({
    path,
    text: source,
    format: textFormat,
    version: v.nullable(v.string()),
    overwrite: v.boolean(),
  }),
  /** Native dialogs where there are any; else `null`, and the window shows its own picker over `local.browse`. */
  'local.pickOpen': nothing,
  'local.pickSave': v.object({ suggestedName: v.pipe(v.string(), v.maxLength(255)) }),
  /** Folders for the window's own picker; the empty path is the workspace. */
  'local.browse': v.object({ path: v.pipe(v.string(), v.maxLength(4096)) }),

  'example.list': nothing,
  'example.read': v.object({ id: v.pipe(v.string(), v.regex(/^[a-z0-9-]+$/)) }),

  'settings.read': nothing,
  'settings.update': v.object({ changes: v.partial(settingsSchema) }),
} as const;

export type RequestName = keyof typeof requestSchemas;
export type RequestParameters<N extends RequestName> = v.InferOutput<(typeof requestSchemas)[N]>;

/** Where a native dialog answered: chosen, dismissed, or there is none here. */
export type PickAnswer =
  | { readonly kind: 'picked'; readonly path: string }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'no-dialog' };

/** Values that requests answer with. */
export interface RequestValues {
  'session.start': SessionStart;
  'session.report': { readonly text: string };
  'session.openLink': null;
  'session.unsaved': null;
  'board.list': readonly BoardSummary[];
  'board.connect': null;
  'board.disconnect': null;
  'board.attach': { readonly recent: readonly OutputPiece[]; readonly hardware: HardwareSnapshot | null };
  'board.detach': null;
  'board.run': { readonly outcome: RunOutcome; readonly leftOn: readonly OutputLeftOn[] };
  'board.stop': { readonly leftOn: readonly OutputLeftOn[] };
  'board.softReset': null;
  'board.input': null;
  'board.acknowledge': null;
  /** A `main.py` that Nibble had not put there is never overwritten: it is now called `oldName`. */
  'board.keep': { readonly replaced: boolean; readonly oldName?: string };
  'board.doNotStartByItself': null;
  'board.outputsOff': null;
  'board.files.list': readonly BoardFileEntry[];
  /** Exactly as it is on the board, line ends and byte-order mark included: `write` takes it so. */
  'board.files.read': { readonly text: string };
  'board.files.write': null;
  'board.files.makeFolder': null;
  'board.files.rename': null;
  'board.files.remove': null;
  'board.files.space': BoardSpace;
  'board.drivePin': null;
  'board.setAnalog': null;
  'board.setTemperature': null;
  'board.pressBootsel': null;
  'workspace.list': FolderListing;
  'workspace.read': LocalText;
  'local.read': LocalText;
  'local.write': { readonly path: string; readonly version: string; readonly warning?: Problem };
  'local.pickOpen': PickAnswer;
  'local.pickSave': PickAnswer;
  'local.browse': FolderListing;
  'example.list': readonly { readonly id: string; readonly title: string }[];
  'example.read': { readonly text: string };
  'settings.read': Settings;
  'settings.update': Settings;
}

export interface SessionStart {
  readonly version: string;
  readonly door: 'electron' | 'browser' | 'command-line' | 'test';
  readonly platform: 'linux' | 'macos' | 'windows' | 'other';
  readonly boards: readonly BoardSummary[];
  readonly settings: Settings;
  /** Absolute path of the workspace, whether or not it exists yet. */
  readonly workspace: string;
  /** What the person should know about this start, such as settings that could not be read. */
  readonly notices: readonly Problem[];
}

// ---------------------------------------------------------------------------------- events

/** What the host tells a window unasked. */
export interface Events {
  'boards.changed': { readonly boards: readonly BoardSummary[] };
  /** Text to show; counts against the window's credit. */
  'board.output': { readonly boardId: string; readonly pieces: readonly OutputPiece[] };
  /** At most 60 times a second, only when something changed. */
  'board.hardware': { readonly boardId: string; readonly snapshot: HardwareSnapshot };
  /** The board's files may have changed. */
  'board.files.changed': { readonly boardId: string };
  /** The workspace may have changed. */
  'workspace.changed': Record<string, never>;
  'settings.changed': { readonly settings: Settings };
  /** A native menu asks the window to do something: an id in its command registry. */
  command: { readonly id: string };
}

export type EventName = keyof Events;

// ---------------------------------------------------------------------------------- channel

/**
 * Typed messages between one window and the host. Electron's IPC and a WebSocket are the two
 * Channels; a window cannot tell which it has.
 */
export interface Channel {
  request<N extends RequestName>(
    name: N,
    parameters: RequestParameters<N>,
  ): Promise<Answer<RequestValues[N]>>;
  on<N extends EventName>(name: N, listener: (event: Events[N]) => void): () => void;
  /** Called when the host is gone; `true` when it is back. */
  onConnection(listener: (connected: boolean) => void): () => void;
}

/**
 * How a Channel travels: birpc messages as JSON text, one message at a time and in order, over any
 * pipe. The window calls `HostFunctions`, the host calls `WindowFunctions` (as events, unanswered).
 * Both ends set birpc's `timeout` to -1: a run may last for ever. In browser mode the pipe is a WebSocket
 * at `channelPath`, let in by the page's cookie or by the access token in its query (`?token=…`); in Electron it is `ChannelPipe`, which the preload exposes to the page as `nibblePipe`.
 */
export interface HostFunctions {
  request(name: RequestName, parameters: unknown): Promise<Answer<unknown>>;
}

/** What the host may call in a window. */
export interface WindowFunctions {
  event(name: EventName, event: unknown): void;
}

/** The preload's half of Electron's Channel: text out, text in. */
export interface ChannelPipe {
  send(message: string): void;
  /** One listener; calling it again replaces the listener. */
  onMessage(listener: (message: string) => void): void;
}

/** Where the WebSocket of browser mode is, on the page's own origin. */
export const channelPath = '/channel';

/**
 * Output that the host may have sent to a window without being acknowledged, in characters.
 * Beyond it the host pauses the Link.
 */
export const outputCredit = 256 * 1024;
