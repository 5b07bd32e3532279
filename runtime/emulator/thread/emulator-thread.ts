/** The thread that is an emulated Pico: lets its time pass as real time does, and carries bytes and commands. */

import { receiveMessageOnPort } from 'node:worker_threads';
import { ByteRing } from '../../byte-ring.ts';
import { boardField, PinBank } from '../../hardware/pin-bank.ts';
import { EmulatedPico } from '../emulated-pico.ts';
import type { EmulationMode } from '../emulation.ts';
import type { FlashStore } from '../flash-store.ts';
import { PinMirror } from './pin-mirror.ts';
import { Pacing, type Moment } from './pacing.ts';
import { SpeedMeter } from './speed-meter.ts';
import { ThreadBell } from './thread-bell.ts';
import type {
  EmulatorCommand,
  EmulatorMessage,
  EmulatorThreadData,
  EmulatorThreadStatus,
} from './thread-data.ts';

/** A packet always fits while there is so much room in the output ring, in bytes. */
const packetRoom = 64;
/** The host is told of changes that often at most, in milliseconds; but of another mode at once. */
const statusPause = 200;

/** Runs until the thread is ended: then the power is gone. */
export function runEmulator(
  data: EmulatorThreadData,
  store: FlashStore,
  tell: (message: EmulatorMessage) => void,
): never {
  const thread = new EmulatorThread(data, store, tell);
  for (;;) thread.turn();
}

class EmulatorThread {
  readonly #data: EmulatorThreadData;
  readonly #tell: (message: EmulatorMessage) => void;
  readonly #bell: ThreadBell;
  readonly #input: ByteRing;
  readonly #output: ByteRing;
  readonly #pico: EmulatedPico;
  readonly #pins: PinMirror;
  readonly #pacing: Pacing;
  readonly #speed = new SpeedMeter();
  #portWasPresent = false;
  #held = false;
  #told = '';
  #toldMode: EmulationMode = 'off';
  #toldAt = -Infinity;

  constructor(data: EmulatorThreadData, store: FlashStore, tell: (message: EmulatorMessage) => void) {
    this.#data = data;
    this.#tell = tell;
    this.#bell = new ThreadBell(data.bell);
    this.#input = new ByteRing(data.input);
    this.#output = new ByteRing(data.output);
    this.#pacing = new Pacing(data.pace);
    this.#pico = new EmulatedPico({ store, uniqueId: data.uniqueId, seed: data.seed });
    this.#pico.onSerialData = (bytes) => this.#print(bytes);
    this.#pico.holdBootsel(new PinBank(data.hardware).readBoard(boardField.bootsel) === 1);
    if (data.snapshot) this.#pico.restore(data.snapshot);
    else this.#pico.powerOn();
    this.#pins = new PinMirror(this.#pico.chip!, data.hardware);
    const moment = this.#moment();
    this.#pacing.start(moment);
    this.#speed.start(moment);
  }

  /** Does what there is to do, and rests where there is nothing. */
  turn(): void {
    const wakes = this.#bell.wakes;
    this.#touch();
    this.#obey();
    this.#takeInput();
    this.#goOnReading();
    const due = this.#pacing.due(this.#moment());
    if (due > 0) this.#pico.runFor(due);
    this.#pins.show();
    const moment = this.#moment();
    this.#speed.note(moment);
    this.#tellStatus(moment.real);
    this.#tellPort();
    const rest = this.#pacing.rest(moment);
    if (rest > 0) this.#bell.rest(wakes, rest);
  }

  #moment(): Moment {
    const { nanoseconds, sleeping, waiting } = this.#pico;
    return {
      real: performance.now(),
      simulated: nanoseconds,
      sleeping,
      // A Pico that nobody listens to gives up after a while, and would do so at once.
      waiting: waiting || this.#held,
    };
  }

  #obey(): void {
    for (;;) {
      const received = receiveMessageOnPort(this.#data.commands);
      if (!received) return;
      this.#pacing.stir();
      this.#carryOut(received.message as EmulatorCommand);
    }
  }

  #carryOut(command: EmulatorCommand): void {
    const pico = this.#pico;
    switch (command.kind) {
      case 'port':
        return command.open ? pico.openSerial() : pico.closeSerial();
      case 'baud':
        return pico.setBaud(command.baud);
      case 'reset':
        return pico.reset();
      case 'uf2':
        return pico.writeUf2(command.bytes, (answer) =>
          this.#tell({ kind: 'uf2', number: command.number, answer }),
        );
    }
  }

  /** Does what a person did to the board since. */
  #touch(): void {
    this.#pins.takeIn();
    this.#pico.holdBootsel(this.#pins.bootselHeld);
  }

  /** The serial port takes a little at a time, so that the ring is all that a Ctrl-C may have to wait behind. */
  #takeInput(): void {
    const length = Math.min(this.#input.length, this.#pico.serialRoom);
    if (length === 0) return;
    this.#pacing.stir();
    const bytes = Uint8Array.from({ length }, (_, offset) => this.#input.peek(offset));
    this.#input.skip(this.#pico.writeSerial(bytes));
    if (this.#bell.takeInputRoomWanted()) this.#tell({ kind: 'room' });
  }

  #print(bytes: Uint8Array): void {
    this.#output.write(bytes);
    if (this.#bell.ringOutput()) this.#tell({ kind: 'output' });
    if (this.#outputRoom >= packetRoom) return;
    this.#held = true;
    this.#pico.holdSerial(true);
    this.#bell.wantOutputRoom();
  }

  #goOnReading(): void {
    if (!this.#held || this.#outputRoom < packetRoom) return;
    this.#held = false;
    this.#pico.holdSerial(false);
    this.#pacing.stir();
  }

  get #outputRoom(): number {
    return this.#output.capacity - this.#output.length;
  }

  #tellPort(): void {
    const present = this.#pico.hasSerialPort;
    if (present === this.#portWasPresent) return;
    this.#portWasPresent = present;
    this.#held = false;
    this.#input.skip(this.#input.length);
    this.#tell({ kind: 'port', present });
  }

  #tellStatus(now: number): void {
    const { mode, crash, notEmulated } = this.#pico;
    if (mode === this.#toldMode && now - this.#toldAt < statusPause) return;
    const speed = mode === 'running' ? this.#speed.speed : null;
    const status: EmulatorThreadStatus = { mode, crash, notEmulated: [...notEmulated], speed };
    const words = JSON.stringify(status);
    if (words === this.#told) return;
    this.#told = words;
    this.#toldMode = mode;
    this.#toldAt = now;
    this.#tell({ kind: 'status', status });
  }
}
