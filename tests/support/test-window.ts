/** The test door: a window's end of the Channel, in this process, without a browser. */

import { createBirpc } from 'birpc';
import type {
  Answer,
  EventName,
  Events,
  HostFunctions,
  Problem,
  RequestName,
  RequestParameters,
  RequestValues,
  WindowFunctions,
} from '../../electron/api.ts';
import type { ChannelPort } from '../../electron/channel/port.ts';
import { Conditions } from './conditions.ts';

/** Two ends of one pipe; messages are text and arrive in order, each in a turn of its own. */
export function createPipe(): readonly [ChannelPort, ChannelPort] {
  let open = true;
  const message: ((text: string) => void)[] = [];
  const closed: (() => void)[] = [];
  const end = (own: 0 | 1): ChannelPort => ({
    send: (text) => void queueMicrotask(() => open && message[1 - own]?.(text)),
    onMessage: (listener) => void (message[own] = listener),
    onClose: (listener) => void (closed[own] = listener),
    close() {
      if (!open) return;
      open = false;
      for (const listener of closed) listener?.();
    },
  });
  return [end(0), end(1)];
}

/** What a test sees as a window: asks the host, remembers every event. */
export class TestWindow {
  readonly #wire;
  readonly #port: ChannelPort;
  readonly #conditions = new Conditions();
  /** Every event so far, in order. */
  readonly events: { name: EventName; event: Events[EventName] }[] = [];

  constructor(port: ChannelPort) {
    this.#port = port;
    const functions: WindowFunctions = {
      event: (name, event) => {
        this.events.push({ name, event: event as Events[EventName] });
        this.#conditions.look();
      },
    };
    this.#wire = createBirpc<HostFunctions, WindowFunctions>(functions, {
      post: (message: string) => port.send(message),
      on: (listener) => port.onMessage(listener),
      serialize: (message) => JSON.stringify(message),
      deserialize: (message: string) => JSON.parse(message) as unknown,
      timeout: -1,
    });
  }

  /** Asks the host, as a window does. */
  async request<N extends RequestName>(
    name: N,
    parameters: RequestParameters<N>,
  ): Promise<Answer<RequestValues[N]>> {
    return (await this.#wire.request(name, parameters)) as Answer<RequestValues[N]>;
  }

  /** Asks for a value; a problem fails the test. */
  async value<N extends RequestName>(name: N, parameters: RequestParameters<N>): Promise<RequestValues[N]> {
    const answer = await this.request(name, parameters);
    if (!answer.ok) throw new Error(`${name}: ${answer.problem.code}: ${answer.problem.message}`);
    return answer.value;
  }

  /** Asks for a problem; a value fails the test. Parameters may be anything: windows may be wrong. */
  async problem(name: string, parameters: unknown): Promise<Problem> {
    const answer = await this.#wire.request(name as RequestName, parameters);
    if (answer.ok) throw new Error(`${name} answered ${JSON.stringify(answer.value)}, expected a problem`);
    return answer.problem;
  }

  /** All events of one name so far. */
  seen<N extends EventName>(name: N): Events[N][] {
    return this.events.filter((entry) => entry.name === name).map((entry) => entry.event as Events[N]);
  }

  /** Everything a board printed into this window so far, without Nibble's notices. */
  printed(boardId: string): string {
    return this.seen('board.output')
      .filter((event) => event.boardId === boardId)
      .flatMap((event) => event.pieces)
      .filter((piece) => piece.stream !== 'notice')
      .map((piece) => piece.text)
      .join('');
  }

  /** Waits until a condition over what was seen holds; looked at after every event. */
  until(condition: () => boolean): Promise<void> {
    return this.#conditions.until(condition);
  }

  /** Closes the window. */
  close(): void {
    this.#port.close();
  }
}

/** Opens a window on a host in this process. */
export function openTestWindow(host: { serveChannel(port: ChannelPort): unknown }): TestWindow {
  const [hostEnd, windowEnd] = createPipe();
  host.serveChannel(hostEnd);
  return new TestWindow(windowEnd);
}
