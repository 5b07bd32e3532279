import type { CloseReason, Link, LinkCapabilities, LinkInfo } from '../../runtime/link.ts';
import { ScriptedPico, type ScriptedPicoOptions } from './scripted-pico.ts';

/** A scripted board behind a Link; answers come in turns of their own, as they would over a cable. */
export class ScriptedLink implements Link {
  readonly info: LinkInfo = { kind: 'serial', label: 'Pico on COM3' };
  readonly pico: ScriptedPico;
  readonly #dataListeners = new Set<(bytes: Uint8Array) => void>();
  readonly #closeListeners = new Set<(reason: CloseReason) => void>();
  #isOpen = false;

  constructor(
    options: ScriptedPicoOptions = {},
    readonly capabilities: LinkCapabilities = {},
  ) {
    this.pico = new ScriptedPico((bytes) => {
      const copy = bytes.slice();
      queueMicrotask(() => {
        if (this.#isOpen) for (const listener of [...this.#dataListeners]) listener(copy);
      });
    }, options);
  }

  async open(): Promise<void> {
    this.#isOpen = true;
  }

  async write(bytes: Uint8Array): Promise<void> {
    this.pico.receive(bytes);
  }

  onData(listener: (bytes: Uint8Array) => void): () => void {
    this.#dataListeners.add(listener);
    return () => this.#dataListeners.delete(listener);
  }

  pause(): void {}

  resume(): void {}

  async close(): Promise<void> {
    this.end('closed');
  }

  onClose(listener: (reason: CloseReason) => void): () => void {
    this.#closeListeners.add(listener);
    return () => this.#closeListeners.delete(listener);
  }

  /** The connection ends for a reason. */
  end(reason: CloseReason): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    for (const listener of [...this.#closeListeners]) listener(reason);
  }
}
