import type {
  Answer,
  Channel,
  EventName,
  Events,
  RequestName,
  RequestParameters,
  RequestValues,
} from '../../electron/api.ts';
import type { Boards } from './boards.svelte.ts';
import type { LiveBoard } from './live-board.svelte.ts';
import type { StopFirst } from './stop-first.ts';

/**
 * The Channel for what a person asks for outright: a program that is in the way on a board is stopped first, if they
 * agree. What the window asks by itself takes the plain one, and makes do without.
 */
export class DeliberateChannel implements Channel {
  constructor(
    readonly channel: Channel,
    readonly boards: Boards,
    readonly stopFirst: StopFirst,
  ) {}

  request<N extends RequestName>(
    name: N,
    parameters: RequestParameters<N>,
  ): Promise<Answer<RequestValues[N]>> {
    return this.stopFirst.around(this.#boardsIn(parameters), () => this.channel.request(name, parameters));
  }

  on<N extends EventName>(name: N, listener: (event: Events[N]) => void): () => void {
    return this.channel.on(name, listener);
  }

  onConnection(listener: (connected: boolean) => void): () => void {
    return this.channel.onConnection(listener);
  }

  /** The boards that a request is about: by its own `boardId`, or by that of a root in it. */
  #boardsIn(parameters: object): LiveBoard[] {
    const parts: unknown[] = [parameters, ...(Object.values(parameters) as unknown[])];
    const ids = parts.map((part) =>
      typeof part === 'object' && part !== null && 'boardId' in part ? part.boardId : undefined,
    );
    return [...new Set(ids)].flatMap((id) => (typeof id === 'string' ? (this.boards.get(id) ?? []) : []));
  }
}
