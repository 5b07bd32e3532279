/** A simulated Pico behind a cable, as a Pico of its own is: it goes on while nobody has its port open. */

import { LinkError, type CloseReason, type LinkInfo, type Unsubscribe } from '../../runtime/link.ts';
import { Listeners } from '../../runtime/listeners.ts';
import { endOfData, leaveRaw } from '../../runtime/repl/control-codes.ts';
import type { SimulatorLink } from '../../runtime/interpreter/simulator-link.ts';
import type { CabledLink } from './faulty-link.ts';

/** A simulated Pico has its prompt again after a soft reset within this, in milliseconds. */
const promptLength = 2000;

/** Its files can only be reached over its REPL. */
export class SimulatorCable implements CabledLink {
  readonly info: LinkInfo = { kind: 'serial', label: 'Pico on COM3' };
  readonly capabilities = {};
  readonly #simulator: SimulatorLink;
  readonly #dataListeners = new Listeners<[bytes: Uint8Array]>();
  readonly #closeListeners = new Listeners<[reason: CloseReason]>();
  #isOpen = false;
  #hasPower = false;
  #changingPower: Promise<void> = Promise.resolve();
  /** Called whenever bytes pass, either way. */
  onTraffic: () => void = () => undefined;

  constructor(simulator: SimulatorLink) {
    this.#simulator = simulator;
    simulator.onData((bytes) => {
      this.onTraffic();
      if (!this.#isOpen) return;
      this.#dataListeners.tell(bytes);
    });
  }

  async open(): Promise<void> {
    if (!this.#hasPower) throw new LinkError('unplugged', 'No such file or directory');
    this.#isOpen = true;
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (!this.#isOpen) throw new LinkError('closed', 'The port is not open');
    this.onTraffic();
    await this.#simulator.write(bytes);
  }

  onData(listener: (bytes: Uint8Array) => void): Unsubscribe {
    return this.#dataListeners.add(listener);
  }

  pause(): void {
    this.#simulator.pause();
  }

  resume(): void {
    this.#simulator.resume();
  }

  async close(): Promise<void> {
    this.#closed('closed');
  }

  onClose(listener: (reason: CloseReason) => void): Unsubscribe {
    return this.#closeListeners.add(listener);
  }

  unplug(): void {
    this.#hasPower = false;
    this.#changingPower = this.#changingPower.then(() => this.#simulator.close());
    this.#closed('unplugged');
  }

  /** Puts the cable in. */
  async plugIn(): Promise<void> {
    this.#changingPower = this.#changingPower.then(() => this.#simulator.open());
    await this.#changingPower;
    this.#hasPower = true;
  }

  /** Starts the interpreter anew: as Ctrl-D does where it is at its prompt, else by the cable. Files stay. */
  async startAnew(): Promise<void> {
    this.#closed('closed');
    if (this.#hasPower && (await this.#softReset())) return;
    if (this.#hasPower) this.unplug();
    await this.plugIn();
  }

  /** Takes the power for good. */
  async end(): Promise<void> {
    this.unplug();
    await this.#changingPower;
  }

  /** False where it does not come to its prompt. */
  #softReset(): Promise<boolean> {
    let heard = '';
    return new Promise<boolean>((resolve) => {
      const end = (isThere: boolean): void => {
        clearTimeout(timer);
        stop();
        resolve(isThere);
      };
      const timer = setTimeout(() => end(false), promptLength);
      const stop = this.#simulator.onData((bytes) => {
        heard += Buffer.from(bytes).toString('latin1');
        if (/soft reboot[^]*>>> $/.test(heard)) end(true);
      });
      void this.#simulator.write(Uint8Array.of(leaveRaw, endOfData));
    });
  }

  #closed(reason: CloseReason): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#simulator.resume();
    this.#closeListeners.tell(reason);
  }
}
