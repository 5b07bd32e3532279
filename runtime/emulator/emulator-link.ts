/**
 * An emulated Pico as a Link: a thread that is a Pico with its real firmware for as long as it has power.
 *
 * Closing the Link closes the serial port and nothing else. When the firmware takes USB down, as every reset does, or
 * crashes, the Link closes by itself and may be opened again.
 */

import { SharedHardware } from '../hardware/shared-hardware.ts';
import {
  LinkError,
  type CloseReason,
  type Link,
  type LinkCapabilities,
  type LinkInfo,
  type Unsubscribe,
} from '../link.ts';
import { Listeners } from '../listeners.ts';
import { WriteQueue } from '../write-queue.ts';
import type { Emulation, EmulationStatus } from './emulation.ts';
import type { EmulatorLinkOptions, HeldPower } from './emulator-link-options.ts';
import { PicoThread } from './thread/pico-thread.ts';

const withoutPower: EmulationStatus = { mode: 'off', speed: null, notEmulated: [], crash: null };
const withPower: EmulationStatus = { ...withoutPower, mode: 'running' };

/** A Link to an emulated Pico. */
export class EmulatorLink implements Link {
  readonly info: LinkInfo;
  readonly capabilities: LinkCapabilities;
  readonly #options: EmulatorLinkOptions;
  readonly #hardware: SharedHardware;
  readonly #dataListeners = new Listeners<[bytes: Uint8Array]>();
  readonly #closeListeners = new Listeners<[reason: CloseReason]>();
  readonly #statusListeners = new Listeners();
  readonly #queue = new WriteQueue();
  #snapshot: EmulatorLinkOptions['snapshot'];
  #status = withoutPower;
  #thread: PicoThread | null = null;
  #power: HeldPower | null = null;
  #changingPower: Promise<void> = Promise.resolve();
  /** Whoever waits for the serial port looks again. */
  #portAwaited: (() => void) | null = null;
  #open = false;
  #openAsked = false;

  constructor(options: EmulatorLinkOptions) {
    this.#options = options;
    this.#snapshot = options.snapshot;
    const serialNumber = [...options.uniqueId].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    this.info = { kind: 'emulator', label: options.label, serialNumber: serialNumber.toUpperCase() };
    this.#hardware = new SharedHardware(options.model);
    this.#hardware.connect(() => this.#thread?.wake());
    this.capabilities = {
      powerCycle: () => this.#powerCycle(),
      setBaud: async (baud) => this.#needOpen().send({ kind: 'baud', baud }),
      holdBootsel: (held) => this.#holdBootsel(held),
      hardware: this.#hardware,
      emulation: this.#emulation(),
    };
  }

  async open(): Promise<void> {
    if (this.#open) return;
    this.#openAsked = true;
    await this.#plugIn();
    await this.#openPort();
  }

  write(bytes: Uint8Array): Promise<void> {
    if (!this.#open) return Promise.reject(closedError());
    const taken = this.#queue.add(bytes);
    this.#feed();
    return taken;
  }

  onData(listener: (bytes: Uint8Array) => void): Unsubscribe {
    return this.#dataListeners.add(listener);
  }

  pause(): void {
    this.#thread?.pause(true);
  }

  resume(): void {
    this.#thread?.pause(false);
  }

  async close(): Promise<void> {
    this.#openAsked = false;
    this.#portAwaited?.();
    if (!this.#open) return;
    this.#thread?.send({ kind: 'port', open: false });
    this.#closed('closed');
  }

  onClose(listener: (reason: CloseReason) => void): Unsubscribe {
    return this.#closeListeners.add(listener);
  }

  // ------------------------------------------------------------------ power

  #emulation(): Emulation {
    const status = (): EmulationStatus => this.#status;
    return {
      get status() {
        return status();
      },
      onChange: (listener) => this.#statusListeners.add(listener),
      unplug: () => this.#unplug(),
      plugIn: () => this.#plugIn(),
      reset: async () => this.#thread?.send({ kind: 'reset' }),
      writeUf2: async (bytes) => (await this.#thread?.writeUf2(bytes)) ?? 'refused',
    };
  }

  /** One change of power at a time, in the order they were asked for. */
  #changePower(change: () => Promise<void>): Promise<void> {
    const done = this.#changingPower.catch(() => undefined).then(change);
    this.#changingPower = done;
    return done;
  }

  #plugIn(): Promise<void> {
    return this.#changePower(() => this.#powerOn());
  }

  #unplug(): Promise<void> {
    return this.#changePower(async () => {
      await this.#powerOff();
      this.#closed('unplugged');
    });
  }

  #powerCycle(): Promise<void> {
    this.#needOpen();
    return this.#changePower(async () => {
      // What was on its way to the board is lost with it.
      this.#queue.drop();
      await this.#powerOff();
      try {
        await this.#powerOn();
        await this.#openPort();
      } catch (error) {
        this.#closed('unplugged');
        throw error;
      }
    });
  }

  async #powerOn(): Promise<void> {
    if (this.#thread) return;
    const { holdPower, thread, uniqueId, flashFile, pace, seed = Date.now() >>> 0 } = this.#options;
    this.#power = await holdPower();
    this.#hardware.switchOn();
    const powered = new PicoThread(
      {
        ...{ thread, uniqueId, flashFile, pace, seed },
        ...(this.#snapshot ? { snapshot: this.#snapshot } : {}),
        hardware: this.#hardware.state,
      },
      {
        output: (bytes) => this.#dataListeners.tell(bytes),
        room: () => this.#feed(),
        portChanged: (present) => this.#portChanged(present),
        statusChanged: (status) => this.#statusChanged(status),
        failed: () => void this.#failed(powered).catch(() => undefined),
      },
    );
    this.#snapshot = undefined;
    this.#thread = powered;
    this.#statusChanged(withPower);
  }

  async #powerOff(): Promise<void> {
    const thread = this.#thread;
    const power = this.#power;
    this.#thread = null;
    this.#power = null;
    await thread?.end();
    await power?.release();
    this.#statusChanged(withoutPower);
  }

  /** The thread of a Pico ended by itself, which takes its power. */
  #failed(thread: PicoThread): Promise<void> {
    return this.#changePower(async () => {
      if (thread !== this.#thread) return;
      await this.#powerOff();
      this.#closed('error');
    });
  }

  #holdBootsel(held: boolean): void {
    this.#hardware.pressBootsel(held);
    this.#thread?.wake();
  }

  #statusChanged(status: EmulationStatus): void {
    this.#status = status;
    this.#statusListeners.tell();
    this.#portAwaited?.();
    if (status.mode === 'crashed') this.#giveUpPort();
  }

  // ------------------------------------------------------------------ serial port

  /** Opens the serial port as soon as firmware offers one. */
  async #openPort(): Promise<void> {
    await this.#untilPort();
    const thread = this.#thread;
    if (!thread) throw goneError();
    thread.pause(false);
    thread.send({ kind: 'port', open: true });
    this.#open = true;
  }

  #untilPort(): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = (settled: () => void): void => {
        this.#portAwaited = null;
        settled();
      };
      const look = (): void => {
        if (!this.#openAsked) settle(() => reject(closedError()));
        else if (!this.#thread || this.#status.mode !== 'running') settle(() => reject(goneError()));
        else if (this.#thread.hasPort) settle(resolve);
      };
      this.#portAwaited = look;
      look();
    });
  }

  #portChanged(present: boolean): void {
    if (!present) this.#closed('reset');
    this.#portAwaited?.();
  }

  #closed(reason: CloseReason): void {
    if (!this.#open) return;
    this.#open = this.#openAsked = false;
    this.#queue.reject(closedError());
    this.#closeListeners.tell(reason);
  }

  /** A crashed program takes its USB port with it, though nobody is told over USB: who waits there waits for ever. */
  #giveUpPort(): void {
    if (!this.#open) return;
    this.#thread?.send({ kind: 'port', open: false });
    this.#closed('error');
  }

  #needOpen(): PicoThread {
    if (!this.#open || !this.#thread) throw closedError();
    return this.#thread;
  }

  #feed(): void {
    const thread = this.#thread;
    if (thread) this.#queue.feed((bytes, start) => thread.write(bytes, start));
  }
}

function closedError(): LinkError {
  return new LinkError('closed', 'The emulated board is not connected');
}

function goneError(): LinkError {
  return new LinkError('unplugged', 'The emulated board offers no serial port');
}
