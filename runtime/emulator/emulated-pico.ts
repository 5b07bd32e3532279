/**
 * A whole emulated Pico: the chip with its flash, the BOOTSEL button, and a cable to a computer.
 *
 * It runs only when it is told to and takes nothing from outside but what it is given, so that the same seed and
 * the same calls at the same simulated times are the same run, bit by bit.
 */

import { Bootsel, type BootselAnswer } from './boot-rom/bootsel.ts';
import type { NotEmulated } from './bus/not-emulated.ts';
import { Rp2040 } from './chip/rp2040.ts';
import type { Core } from './core/core.ts';
import type { EmulatedCrash, EmulationMode } from './emulation.ts';
import type { FlashStore } from './flash-store.ts';
import { watchForRadio } from './radio-watch.ts';
import type { UsbDeviceIdentity } from './usb/host/enumeration.ts';
import { UsbHost } from './usb/host/usb-host.ts';

/** What a Pico is made from. */
export interface EmulatedPicoOptions {
  /** Keeps what is in its flash while it has no power. */
  readonly store: FlashStore;
  /** Of its flash chip, 8 bytes. */
  readonly uniqueId: Uint8Array;
  /** All that is random in it comes from this. */
  readonly seed?: number;
}

/**
 * What handles a HardFault for longer, in cycles, will not end: a second at a Pico's speed. Most firmware has a loop
 * without end there, in which USB is as dead as in lockup.
 */
const longestFaultHandling = 125_000_000;

/** What there is only while it has power. */
interface Powered {
  readonly chip: Rp2040;
  readonly bootsel: Bootsel;
  readonly host: UsbHost;
}

/** A snapshot of a Pico that has power: plain data. */
export type EmulatedPicoState = ReturnType<EmulatedPico['snapshot']>;

/** A Pico on a desk; without power at first. */
export class EmulatedPico {
  /** Given what comes out of the serial port while it is open and not held. */
  onSerialData: (bytes: Uint8Array) => void = () => undefined;
  readonly #options: EmulatedPicoOptions;
  #powered: Powered | null = null;
  #bootselHeld = false;
  #notEmulated = new Set<string>();

  constructor(options: EmulatedPicoOptions) {
    this.#options = options;
  }

  // ------------------------------------------------------------------ cable and button

  /** Plugs it in. It starts in BOOTSEL where the button is held. */
  powerOn(): void {
    if (this.#powered) return;
    this.#powered = this.#assemble();
    this.#powered.chip.reset('power');
  }

  /** Takes the cable out: all but the flash is gone. */
  unplug(): void {
    this.#powered?.chip.flash.cutPower();
    this.#powered?.bootsel.withdraw();
    this.#powered = null;
  }

  /** A pulse on RUN. */
  reset(): void {
    this.#powered?.chip.reset('run');
  }

  holdBootsel(held: boolean): void {
    this.#bootselHeld = held;
  }

  // ------------------------------------------------------------------ time

  /** Simulated time since the power came, in nanoseconds. */
  get nanoseconds(): number {
    return this.#powered?.chip.clock.nanoseconds ?? 0;
  }

  /** Lets so many nanoseconds pass. */
  runFor(nanoseconds: number): void {
    this.#powered?.chip.runFor(nanoseconds);
  }

  /** No core has anything to do just now. */
  get sleeping(): boolean {
    return this.#powered?.chip.processors.sleeping ?? true;
  }

  /** Nothing will happen until somebody outside does something: there is not even an alarm. */
  get waiting(): boolean {
    return this.sleeping && this.#powered?.chip.clock.nextCycle === Infinity;
  }

  // ------------------------------------------------------------------ how it is

  get mode(): EmulationMode {
    if (!this.#powered) return 'off';
    if (this.#powered.bootsel.offered) return 'bootsel';
    return this.#crashedCore ? 'crashed' : 'running';
  }

  /** Where the program crashed; `null` unless `mode` is `crashed`. */
  get crash(): EmulatedCrash | null {
    const core = this.mode === 'crashed' ? this.#crashedCore : undefined;
    return core ? { address: core.faultAddress } : null;
  }

  get #crashedCore(): Core | undefined {
    return this.#powered?.chip.processors.cores.find(
      ({ lockedUp, faultCycles }) => lockedUp || faultCycles > longestFaultHandling,
    );
  }

  /** Its chip while it has power, for whoever shows its pins or puts a hand to them. */
  get chip(): Rp2040 | null {
    return this.#powered?.chip ?? null;
  }

  /** What its programs asked for and the emulator does not do, since it started. */
  get notEmulated(): ReadonlySet<string> {
    return this.#notEmulated;
  }

  /** Who it says that it is on USB, once the computer knows it. */
  get usbIdentity(): UsbDeviceIdentity | null {
    return this.#powered?.host.identity ?? null;
  }

  // ------------------------------------------------------------------ serial port

  /** The computer found a serial port behind the cable. */
  get hasSerialPort(): boolean {
    return this.#powered?.host.serialPort.present ?? false;
  }

  /** Opens the serial port (DTR rises); it closes by itself when the firmware takes it away. */
  openSerial(): void {
    this.#powered?.host.serialPort.open();
  }

  closeSerial(): void {
    this.#powered?.host.serialPort.close();
  }

  /** Bytes that `writeSerial` would take. */
  get serialRoom(): number {
    const port = this.#powered?.host.serialPort;
    return port?.isOpen ? port.output.room : 0;
  }

  /** Takes as many bytes as there is room for, and answers how many. */
  writeSerial(bytes: Uint8Array): number {
    return this.#powered?.host.serialPort.write(bytes) ?? 0;
  }

  /** While it is held, nothing is read from the serial port and the firmware waits. */
  holdSerial(held: boolean): void {
    if (this.#powered) this.#powered.host.serialPort.held = held;
  }

  /** Line speed in baud. Closing a port with 1200 asks firmware to go to BOOTSEL. */
  setBaud(baud: number): void {
    this.#powered?.host.serialPort.setBaud(baud);
  }

  // ------------------------------------------------------------------ BOOTSEL

  /**
   * Hands bytes of a UF2 file to the drive that the boot ROM offers, in any pieces. `answered` is called when they are
   * stored; without a drive they are refused.
   */
  writeUf2(bytes: Uint8Array, answered: (answer: BootselAnswer) => void): void {
    if (this.#powered) this.#powered.bootsel.write(bytes, answered);
    else answered('refused');
  }

  // ------------------------------------------------------------------ snapshots

  /** All of its state, flash included. Throws where there is no power. */
  snapshot() {
    if (!this.#powered) throw new Error('A Pico without power has no state');
    const { chip, bootsel, host } = this.#powered;
    return {
      chip: chip.save(),
      bootsel: bootsel.save(),
      host: host.save(),
      bootselHeld: this.#bootselHeld,
      notEmulated: [...this.#notEmulated],
    };
  }

  /** Goes on from a snapshot of this or another Pico. What keeps the flash is not told. */
  restore(state: EmulatedPicoState): void {
    this.#powered ??= this.#assemble();
    const { chip, bootsel, host } = this.#powered;
    chip.restore(state.chip);
    bootsel.restore(state.bootsel);
    host.restore(state.host);
    this.#bootselHeld = state.bootselHeld;
    this.#notEmulated = new Set(state.notEmulated);
  }

  #assemble(): Powered {
    const { store, uniqueId, seed = 0 } = this.#options;
    const notEmulated: NotEmulated = { report: (feature) => this.#notEmulated.add(feature) };
    const chip = new Rp2040({
      store,
      uniqueId,
      seed,
      notEmulated,
      buttonHeld: () => this.#bootselHeld,
      enterBootsel: (request) => bootsel.offer(request),
      resetHappened: () => {
        bootsel.withdraw();
        this.#notEmulated.clear();
      },
    });
    const { memory, bus, clock, flash, pins } = chip;
    watchForRadio(pins, notEmulated);
    const bootsel = new Bootsel({ memory, bus, clock, flash });
    const host = new UsbHost(clock, chip.usb.port);
    host.serialPort.onData = (bytes) => this.onSerialData(bytes);
    return { chip, bootsel, host };
  }
}
