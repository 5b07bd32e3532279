/** One window's connection to the host: birpc over a pipe, see `HostFunctions` in api.ts. */

import { createBirpc } from 'birpc';
import * as v from 'valibot';
import type { Answer, CommandStates, EventName, Events, HostFunctions, WindowFunctions } from '../api.ts';
import type { ChannelPort } from './port.ts';

/** The only message a window may send: a question for `request`. */
const messageSchema = v.object({
  t: v.literal('q'),
  i: v.string(),
  m: v.literal('request'),
  a: v.tuple([v.unknown(), v.optional(v.unknown())]),
});

/** Carries out a request of this session. */
export type Answering = (session: Session, name: unknown, parameters: unknown) => Promise<Answer<unknown>>;

/** One window, from its connection to its end. */
export class Session {
  readonly #wire;
  readonly #port: ChannelPort;
  readonly #endListeners = new Set<() => void>();
  #ended = false;
  /** Names of what the window has not saved; asked for before it may close. */
  unsaved: readonly string[] = [];
  /** The window's commands as it described them last. */
  commands: CommandStates = {};
  readonly #commandListeners = new Set<() => void>();
  /** Absolute paths of files to show, until the window has taken them. */
  #toOpen: readonly string[];

  constructor(port: ChannelPort, answering: Answering, toOpen: readonly string[] = []) {
    this.#port = port;
    this.#toOpen = toOpen;
    const functions: HostFunctions = {
      request: (name, parameters) => answering(this, name, parameters),
    };
    this.#wire = createBirpc<WindowFunctions, HostFunctions>(functions, {
      post: (message: string) => port.send(message),
      on: (listener) => port.onMessage((message) => this.#receive(message, listener)),
      serialize: (message) => JSON.stringify(message),
      timeout: -1,
    });
    port.onClose(() => this.#end());
  }

  /** Tells the window something; lost if the window is gone. */
  tell<N extends EventName>(name: N, event: Events[N]): void {
    if (!this.#ended) void this.#wire.event.asEvent(name, event);
  }

  /** Files that the window should show; they are named once. */
  takeToOpen(): readonly string[] {
    const paths = this.#toOpen;
    this.#toOpen = [];
    return paths;
  }

  /** The window says what its commands are now. */
  describeCommands(commands: CommandStates): void {
    this.commands = commands;
    for (const listener of this.#commandListeners) listener();
  }

  /** Calls `listener` whenever the window described its commands anew. */
  onCommands(listener: () => void): void {
    this.#commandListeners.add(listener);
  }

  /** Calls `listener` once, when the window is gone. */
  onEnd(listener: () => void): void {
    if (this.#ended) listener();
    else this.#endListeners.add(listener);
  }

  /** Ends the connection from the host's side. */
  close(): void {
    this.#port.close();
    this.#end();
  }

  /** Lets well-formed messages through; a window that sends anything else is cut off. */
  #receive(message: string, listener: (message: unknown) => void): void {
    let parsed: unknown;
    try {
      parsed = JSON.parse(message);
    } catch {
      return this.close();
    }
    if (!v.is(messageSchema, parsed)) return this.close();
    listener(parsed);
  }

  #end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#wire.$close();
    for (const listener of this.#endListeners) listener();
    this.#endListeners.clear();
  }
}
