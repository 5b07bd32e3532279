/**
 * The contract between a window and the host: every request, every event, every piece of data, put
 * together from its parts in `electron/api/`, and how it travels.
 *
 * This file is the only one both sides know. Requests are validated at the host with the schemas
 * of the parts; windows import types only. Errors are data (`Problem`); no exception crosses over.
 */

import type * as v from 'valibot';
import { boardRequests, type BoardEvents, type BoardValues } from './api/boards.ts';
import { exampleRequests, type ExampleValues } from './api/examples.ts';
import { explorerRequests, type ExplorerEvents, type ExplorerValues } from './api/explorer.ts';
import { fileRequests, type FileEvents, type FileValues } from './api/files.ts';
import { historyRequests, type HistoryValues } from './api/history.ts';
import { openFileRequests, type OpenFileEvents, type OpenFileValues } from './api/open-files.ts';
import type { Answer } from './api/problem.ts';
import { recoveryRequests, type RecoveryValues } from './api/recovery.ts';
import { programRequests, type ProgramValues } from './api/programs.ts';
import { sessionRequests, type SessionEvents, type SessionValues } from './api/session.ts';
import { settingsRequests, type SettingsEvents, type SettingsValues } from './api/settings.ts';
import {
  sharedComputerRequests,
  type SharedComputerEvents,
  type SharedComputerValues,
} from './api/shared-computer.ts';

export type * from './api/boards.ts';
export type { ExampleSummary } from './api/examples.ts';
export type * from './api/explorer.ts';
export type * from './api/files.ts';
export type { FileVersion, HistoryFile, VersionMark } from './api/history.ts';
export type * from './api/problem.ts';
export { recoveryEntry, recoveryFormat, recoveryRequests } from './api/recovery.ts';
export type { RecoveredDocument, RecoveryEntry, RecoveryListing } from './api/recovery.ts';
export type * from './api/programs.ts';
export type { CommandStates, SessionStart } from './api/session.ts';
export { settingsSchema, type Settings, type SettingsSources } from './api/settings.ts';
export type { ClearingPlan } from './api/shared-computer.ts';

/** Parameters of every request. The host refuses what does not fit. */
export const requestSchemas = {
  ...sessionRequests,
  ...boardRequests,
  ...fileRequests,
  ...explorerRequests,
  ...exampleRequests,
  ...programRequests,
  ...settingsRequests,
  ...sharedComputerRequests,
  ...historyRequests,
  ...recoveryRequests,
  ...openFileRequests,
} as const;

/** Names one request. */
export type RequestName = keyof typeof requestSchemas;
/** What a request is asked with, once it is checked. */
export type RequestParameters<N extends RequestName> = v.InferOutput<(typeof requestSchemas)[N]>;

/** Values that requests answer with. */
export interface RequestValues
  extends
    SessionValues,
    BoardValues,
    FileValues,
    ExplorerValues,
    ExampleValues,
    ProgramValues,
    SettingsValues,
    SharedComputerValues,
    HistoryValues,
    RecoveryValues,
    OpenFileValues {}

/** What the host tells a window unasked. */
export interface Events
  extends
    SessionEvents,
    BoardEvents,
    FileEvents,
    ExplorerEvents,
    SettingsEvents,
    SharedComputerEvents,
    OpenFileEvents {}

/** Names one event. */
export type EventName = keyof Events;

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
