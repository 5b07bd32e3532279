/** A Link with a fault on purpose: once so many bytes have passed in one direction, something goes wrong. */

import { systemClock, type Clock } from '../../runtime/clock.ts';
import {
  LinkError,
  type CloseReason,
  type Link,
  type LinkCapabilities,
  type LinkInfo,
  type Unsubscribe,
} from '../../runtime/link.ts';
import { Listeners } from '../../runtime/listeners.ts';
import { FaultyLane, type Direction, type Fault } from './faulty-lane.ts';

/** A Link whose cable a test can pull. */
export interface CabledLink extends Link {
  /** Takes the cable out, and with it the power. */
  unplug(): void;
}

/** How to make one faulty. */
export interface FaultyLinkOptions {
  /** May take some of the other Link's away. */
  readonly capabilities?: LinkCapabilities;
  /** Measures a delay. */
  readonly clock?: Clock;
}

/** Passes everything on to another Link until the fault, and beyond it as far as that lets it. */
export class FaultyLink implements Link {
  readonly info: LinkInfo;
  readonly capabilities: LinkCapabilities;
  readonly #link: Link | CabledLink;
  readonly #clock: Clock;
  readonly #dataListeners = new Listeners<[bytes: Uint8Array]>();
  readonly #closeListeners = new Listeners<[reason: CloseReason]>();
  #lanes: Record<Direction, FaultyLane>;
  #isOpen = false;
  /** Ends what waits to be written when the connection ends. */
  #endWaiting: (error: LinkError) => void = () => undefined;
  #ended = new Promise<never>(() => undefined);

  /** Faultless until it is armed. */
  constructor(link: Link | CabledLink, { capabilities, clock = systemClock }: FaultyLinkOptions = {}) {
    this.#link = link;
    this.#clock = clock;
    this.info = link.info;
    this.capabilities = capabilities ?? link.capabilities;
    this.#lanes = this.#lanesWith(undefined);
    link.onData((bytes) => void this.#lanes['from-board'].take(bytes));
    link.onClose((reason) => this.#closed(reason));
  }

  /** What goes wrong from now on, counted from here; nothing any more without a fault. What was held back is lost. */
  arm(fault?: Fault): void {
    for (const lane of Object.values(this.#lanes)) lane.end();
    this.#lanes = this.#lanesWith(fault);
  }

  /** The fault has happened. */
  get happened(): boolean {
    return Object.values(this.#lanes).some((lane) => lane.happened);
  }

  /** Bytes that came this way since it was armed. */
  passed(direction: Direction): number {
    return this.#lanes[direction].passed;
  }

  async open(): Promise<void> {
    await this.#link.open();
    this.#isOpen = true;
    this.#ended = new Promise((_resolve, reject) => (this.#endWaiting = reject));
    this.#ended.catch(() => undefined);
  }

  write(bytes: Uint8Array): Promise<void> {
    if (!this.#isOpen) return Promise.reject(closedError());
    return Promise.race([this.#lanes['to-board'].take(bytes.slice()), this.#ended]);
  }

  onData(listener: (bytes: Uint8Array) => void): Unsubscribe {
    return this.#dataListeners.add(listener);
  }

  pause(): void {
    this.#link.pause();
  }

  resume(): void {
    this.#link.resume();
  }

  async close(): Promise<void> {
    await this.#link.close();
  }

  onClose(listener: (reason: CloseReason) => void): Unsubscribe {
    return this.#closeListeners.add(listener);
  }

  #lanesWith(fault: Fault | undefined): Record<Direction, FaultyLane> {
    const faultIn = (direction: Direction): Fault | undefined =>
      (fault?.direction ?? 'from-board') === direction ? fault : undefined;
    const parts = { clock: this.#clock, broke: (kind: 'cut' | 'drop') => this.#break(kind) };
    const toBoard = (bytes: Uint8Array): Promise<void> => this.#link.write(bytes);
    const fromBoard = async (bytes: Uint8Array): Promise<void> => this.#deliver(bytes);
    return {
      'to-board': new FaultyLane({ ...parts, pass: toBoard }, faultIn('to-board')),
      'from-board': new FaultyLane({ ...parts, pass: fromBoard }, faultIn('from-board')),
    };
  }

  #break(kind: 'cut' | 'drop'): void {
    this.#closed('unplugged');
    if (kind === 'cut' && 'unplug' in this.#link) this.#link.unplug();
    else void this.#link.close();
  }

  #deliver(bytes: Uint8Array): void {
    if (!this.#isOpen) return;
    this.#dataListeners.tell(bytes);
  }

  #closed(reason: CloseReason): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#endWaiting(closedError());
    this.#closeListeners.tell(reason);
  }
}

function closedError(): LinkError {
  return new LinkError('closed', 'The port is not open');
}
