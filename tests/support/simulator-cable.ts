/** A simulated Pico behind a cable, as a Pico of its own is: it goes on while nobody has its port open. */

import { LinkError, type CloseReason, type LinkInfo, type Unsubscribe } from '../../runtime/link.ts';
import { Listeners } from '../../runtime/listeners.ts';
import { endOfData, leaveRaw } from '../../runtime/repl/control-codes.ts';
import type { SimulatorLink } from '../../runtime/interpreter/simulator-link.ts';
import type { CabledLink } from './faulty-link.ts';

/** A simulated Pico has its prompt again after a soft reset within this, in milliseconds. */
const promptLength = 2000;
/** A simulated Pico that gets no more bytes waits for some within this, if it ever does; likewise. */
const idleLength = 200;

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
  #powerChanges = 0;
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

  /** It waits for whatever comes next, and all it said was heard. Without power it waits for the cable. */
  get isIdle(): boolean {
    return this.#powerChanges === 0 && (!this.#hasPower || this.#simulator.isIdle);
  }

  unplug(): void {
    this.#hasPower = false;
    void this.#changePower(() => this.#loseProgram());
    this.#closed('unplugged');
  }

  /** Puts the cable in. */
  async plugIn(): Promise<void> {
    await this.#changePower(() => this.#simulator.open());
    this.#hasPower = true;
  }

  /** Whatever ran is gone. A board that waits for bytes has done by then what it could with those that came. */
  async #loseProgram(): Promise<void> {
    for (let waited = 0; !this.#simulator.isIdle && waited < idleLength; waited++)
      await new Promise((resolve) => setTimeout(resolve, 1));
    await this.#simulator.capabilities.powerCycle?.();
  }

  #changePower(change: () => Promise<void>): Promise<void> {
    this.#powerChanges++;
    this.#changingPower = this.#changingPower.then(change).finally(() => this.#powerChanges--);
    return this.#changingPower;
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
    this.#closed('unplugged');
    this.#hasPower = false;
    await this.#changePower(() => this.#simulator.close());
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
