import type { CloseReason, Link, LinkCapabilities, LinkInfo } from '../../runtime/link.ts';
import { Listeners } from '../../runtime/listeners.ts';
import { ScriptedPico, type ScriptedPicoOptions } from './scripted-pico.ts';

/** A scripted board behind a Link; answers come in turns of their own, as they would over a cable. */
export class ScriptedLink implements Link {
  readonly info: LinkInfo = { kind: 'serial', label: 'Pico on COM3' };
  readonly pico: ScriptedPico;
  readonly #dataListeners = new Listeners<[bytes: Uint8Array]>();
  readonly #closeListeners = new Listeners<[reason: CloseReason]>();
  #isOpen = false;

  constructor(
    options: ScriptedPicoOptions = {},
    readonly capabilities: LinkCapabilities = {},
  ) {
    this.pico = new ScriptedPico((bytes) => {
      const copy = bytes.slice();
      queueMicrotask(() => {
        if (this.#isOpen) this.#dataListeners.tell(copy);
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
    return this.#dataListeners.add(listener);
  }

  pause(): void {}

  resume(): void {}

  async close(): Promise<void> {
    this.end('closed');
  }

  onClose(listener: (reason: CloseReason) => void): () => void {
    return this.#closeListeners.add(listener);
  }

  /** The connection ends for a reason. */
  end(reason: CloseReason): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#closeListeners.tell(reason);
  }
}
