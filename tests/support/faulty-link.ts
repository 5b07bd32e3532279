/** A Link with faults on purpose: it cuts, stalls or dribbles at a chosen byte. */

import type { CloseReason, Link, LinkCapabilities, LinkInfo, Unsubscribe } from '../../runtime/link.ts';

/** What goes wrong, once this many bytes have come from the board. */
export interface Fault {
  readonly after: number;
  /** `cut`: the cable comes out. `stall`: nothing arrives any more. `dribble`: every byte on its own. */
  readonly kind: 'cut' | 'stall' | 'dribble';
}

/** Passes everything on to another Link until the fault. */
export class FaultyLink implements Link {
  readonly info: LinkInfo;
  readonly capabilities: LinkCapabilities;
  readonly #link: Link;
  readonly #dataListeners = new Set<(bytes: Uint8Array) => void>();
  readonly #closeListeners = new Set<(reason: CloseReason) => void>();
  #fault: Fault;
  #received = 0;
  #broken = false;

  /** `capabilities` may take some of the other Link's away. */
  constructor(link: Link, fault: Fault, capabilities: LinkCapabilities = link.capabilities) {
    this.#link = link;
    this.#fault = fault;
    this.info = link.info;
    this.capabilities = capabilities;
    link.onData((bytes) => this.#receive(bytes));
    link.onClose((reason) => this.#close(reason));
  }

  /** What goes wrong from now on, counted from here. */
  arm(fault: Fault): void {
    this.#fault = fault;
    this.#received = 0;
    this.#broken = false;
  }

  open(): Promise<void> {
    return this.#link.open();
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (!this.#broken) await this.#link.write(bytes);
  }

  onData(listener: (bytes: Uint8Array) => void): Unsubscribe {
    this.#dataListeners.add(listener);
    return () => this.#dataListeners.delete(listener);
  }

  pause(): void {
    this.#link.pause();
  }

  resume(): void {
    this.#link.resume();
  }

  close(): Promise<void> {
    return this.#link.close();
  }

  onClose(listener: (reason: CloseReason) => void): Unsubscribe {
    this.#closeListeners.add(listener);
    return () => this.#closeListeners.delete(listener);
  }

  #receive(bytes: Uint8Array): void {
    if (this.#broken) return;
    const left = this.#fault.after - this.#received;
    this.#received += bytes.length;
    if (bytes.length <= left) return this.#deliver(bytes);
    if (left > 0) this.#deliver(bytes.subarray(0, left));
    const rest = bytes.subarray(Math.max(0, left));
    if (this.#fault.kind === 'dribble') {
      for (const byte of rest) this.#deliver(Uint8Array.of(byte));
      return;
    }
    this.#broken = true;
    if (this.#fault.kind === 'cut') {
      this.#close('unplugged');
      void this.#link.close();
    }
  }

  #deliver(bytes: Uint8Array): void {
    for (const listener of [...this.#dataListeners]) listener(bytes);
  }

  #close(reason: CloseReason): void {
    for (const listener of [...this.#closeListeners]) listener(reason);
  }
}
