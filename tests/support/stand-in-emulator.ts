/**
 * Stands in for an emulated Pico in tests of the host: cable, button, BOOTSEL and flash behave, and where the flash is
 * not empty a scripted board answers at its USB. What a chip does is tested on the real emulator.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import type { Emulation, EmulationStatus } from '../../runtime/emulator/emulation.ts';
import type { EmulatorLinkOptions, HeldPower } from '../../runtime/emulator/emulator-link-options.ts';
import {
  LinkError,
  type CloseReason,
  type Link,
  type LinkCapabilities,
  type LinkInfo,
} from '../../runtime/link.ts';
import { Listeners } from '../../runtime/listeners.ts';
import { ScriptedLink } from './scripted-link.ts';
import { rp2040, readBlocks } from './uf2-file.ts';

const off: EmulationStatus = { mode: 'off', speed: null, notEmulated: [], crash: null };

/** A Link to a Pico that is not there. */
export class StandInEmulator implements Link {
  readonly info: LinkInfo;
  readonly capabilities: LinkCapabilities;
  readonly usb = new ScriptedLink();
  /** Its firmware runs without ever appearing on USB. */
  isWithoutUsb = false;
  readonly #listeners = new Listeners();
  readonly #closeListeners = new Listeners<[reason: CloseReason]>();
  #status = off;
  #power: HeldPower | null = null;
  #held = false;
  #isOpen = false;
  #taken = new Set<number>();

  constructor(readonly options: EmulatorLinkOptions) {
    this.info = { kind: 'emulator', label: options.label };
    const emulation: Emulation = {
      onChange: (listener) => this.#listeners.add(listener),
      status: off,
      unplug: () => this.#unplug(),
      plugIn: () => this.#plugIn(),
      reset: async () => this.#boot('reset'),
      writeUf2: async (bytes) => this.#writeUf2(bytes),
    };
    Object.defineProperty(emulation, 'status', { get: () => this.#status });
    this.capabilities = { emulation, holdBootsel: (held) => void (this.#held = held) };
    this.usb.onClose((reason) => {
      this.#isOpen = false;
      this.#closeListeners.tell(reason);
    });
  }

  /** Something happens in it that tests want to see from outside. */
  become(status: Partial<EmulationStatus>): void {
    this.#status = { ...this.#status, ...status };
    this.#listeners.tell();
  }

  async open(): Promise<void> {
    if (this.#isOpen) return;
    if (this.#status.mode === 'off') await this.#plugIn();
    if (this.#status.mode !== 'running') throw new LinkError('unplugged', 'It offers no serial port');
    if (this.isWithoutUsb) return new Promise(() => undefined);
    this.#isOpen = true;
    await this.usb.open();
  }

  write(bytes: Uint8Array): Promise<void> {
    return this.usb.write(bytes);
  }

  onData(listener: (bytes: Uint8Array) => void): () => void {
    return this.usb.onData(listener);
  }

  pause(): void {}

  resume(): void {}

  async close(): Promise<void> {
    this.usb.end('closed');
  }

  onClose(listener: (reason: CloseReason) => void): () => void {
    return this.#closeListeners.add(listener);
  }

  async #plugIn(): Promise<void> {
    if (this.#power) return;
    this.#power = await this.options.holdPower();
    this.#boot('unplugged');
  }

  async #unplug(): Promise<void> {
    const power = this.#power;
    this.#power = null;
    this.#status = off;
    this.usb.end('unplugged');
    await power?.release();
    this.become({});
  }

  #boot(reason: CloseReason): void {
    if (!this.#power) return;
    this.#taken = new Set();
    const isEmpty = readFileSync(this.options.flashFile)
      .subarray(0, 256)
      .every((byte) => byte === 0xff);
    this.#status = { ...off, mode: this.#held || isEmpty ? 'bootsel' : 'running' };
    this.usb.end(reason);
    this.become({});
  }

  #writeUf2(bytes: Uint8Array): 'more' | 'done' | 'refused' {
    const flash = readFileSync(this.options.flashFile);
    for (const block of readBlocks(bytes)) {
      if (block.family !== rp2040) return 'refused';
      flash.set(block.data, block.address - 0x10000000);
      this.#taken.add(block.number);
      if (this.#taken.size < block.count) continue;
      writeFileSync(this.options.flashFile, flash);
      queueMicrotask(() => this.#boot('reset'));
      return 'done';
    }
    writeFileSync(this.options.flashFile, flash);
    return 'more';
  }
}
