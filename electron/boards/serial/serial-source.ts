/** Boards on serial ports. */

import type { Link, LinkInfo, Unsubscribe } from '../../../runtime/link.ts';
import type { BoardState, Problem } from '../../api.ts';
import { describeProblem, ProblemError } from '../../problem.ts';
import type { BoardSource, FoundBoard } from '../board-source.ts';
import { findPorts, namedPort, type FoundPort } from './found-ports.ts';
import type { SerialSystem } from './listed-port.ts';
import { peekAtPort } from './port-peek.ts';
import { SerialLink } from './serial-link.ts';

/** Picos that are plugged in, what may be boards, and any port that is asked for by name. */
export class SerialSource implements BoardSource {
  readonly #system: SerialSystem;

  constructor(system: SerialSystem) {
    this.#system = system;
  }

  async list(): Promise<FoundBoard[]> {
    return findPorts(await this.#system.listPorts()).map((found) => this.#board(found));
  }

  /** By its port, its serial number, or its id. */
  async find(name: string): Promise<FoundBoard | null> {
    const ports = await this.#system.listPorts();
    const known = findPorts(ports).find(
      ({ id, port }) => port.path === name || port.serialNumber === name || id === name,
    );
    if (known) return this.#board(known);
    const listed = ports.find((port) => port.path === name || port.serialNumber === name);
    if (listed) return this.#board(namedPort(listed));
    return this.#system.hasPort(name) ? this.#board(namedPort({ path: name })) : null;
  }

  onChange(listener: () => void): Unsubscribe {
    return this.#system.onChange(listener);
  }

  onWake(listener: () => void): Unsubscribe {
    return this.#system.onWake?.(listener) ?? (() => undefined);
  }

  onProblem(listener: (problem: Problem) => void): Unsubscribe {
    return this.#system.onProblem?.(listener) ?? (() => undefined);
  }

  #board({ id, nature, port, label, shortName }: FoundPort): FoundBoard {
    const { path, usb, serialNumber, place } = port;
    const known = { ...(usb && { usb }), ...(serialNumber !== undefined && { serialNumber }) };
    return {
      id,
      kind: 'serial',
      address: path ?? id,
      label,
      nature,
      ...known,
      ...(path !== undefined && { port: path }),
      ...(shortName !== undefined && { shortName }),
      ...(place !== undefined && { place }),
      ...(nature === 'bootsel' && { waits: 'board-in-bootsel' }),
      peek: () => this.#peek(path, label),
      createLink: async () => this.#link(path, { kind: 'serial', label, ...known }),
    };
  }

  async #peek(path: string | undefined, label: string): Promise<BoardState> {
    if (path !== undefined) return peekAtPort(path, label);
    return { name: 'bootsel', problem: describeProblem('board-in-bootsel', { board: label }) };
  }

  #link(path: string | undefined, info: LinkInfo): Link {
    if (path === undefined) throw new ProblemError('board-in-bootsel', { board: info.label });
    return new SerialLink(path, info, this.#system.createPort);
  }
}
