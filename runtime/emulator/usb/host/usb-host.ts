/**
 * The computer that a Pico's USB cable goes to: finds the device, gets to know it, and offers its serial port.
 *
 * It speaks to the device in the simulated time of the Pico. Interfaces other than the serial port (CircuitPython's
 * drive, keyboard and MIDI) are configured with the rest and then left alone.
 */

import type { Alarm, Clock } from '../../clock/clock.ts';
import { restoreAlarm, saveAlarm } from '../../clock/alarm-state.ts';
import type { Saved } from '../../saved.ts';
import type { UsbDevicePort } from '../usb-device-port.ts';
import { ControlPipe, type ControlAnswer } from './control-pipe.ts';
import {
  Enumeration,
  deviceAddress,
  type ConfiguredDevice,
  type EnumerationAction,
  type UsbDeviceIdentity,
} from './enumeration.ts';
import { SerialPort } from './serial-port.ts';
import { Wire } from './wire.ts';

/** How long things take (USB 2.0, 7.1.7.3). */
const milliseconds = {
  /** After it was plugged in, before it is first reset. */
  settle: 100,
  reset: 10,
  recover: 10,
  /** After it was given its address (9.2.6.3). */
  address: 2,
  /** For an answer. A device that is busy with its flash hears nothing, and may forget what it was asked. */
  answer: 1000,
} as const;
const nanosecondsPerMillisecond = 1_000_000;

/**
 * - `empty`: no device, or one that does not want to be found.
 * - `settling`, `resetting`, `recovering`, `addressing`: time passes.
 * - `asking`: a request is under way. If it stays without an answer, everything begins again.
 * - `configured`: in use.
 * - `given-up`: the device did not answer as it should; it can only be plugged in again.
 */
type Phase =
  'empty' | 'settling' | 'resetting' | 'recovering' | 'addressing' | 'asking' | 'configured' | 'given-up';

/** The computer's side of the cable. */
export class UsbHost implements Saved {
  readonly serialPort: SerialPort;
  /** Called when `identity` or the presence of the serial port changed. */
  onChange: () => void = () => undefined;
  readonly #clock: Clock;
  readonly #device: UsbDevicePort;
  readonly #control = new ControlPipe((answer) => this.#answered(answer));
  readonly #wire: Wire;
  readonly #alarm: Alarm;
  readonly #enumeration = new Enumeration();
  #phase: Phase = 'empty';
  /** A device is reset twice: before it is asked anything, and before it gets its address. */
  #resets = 0;
  #identity: UsbDeviceIdentity | null = null;

  constructor(clock: Clock, device: UsbDevicePort) {
    this.#clock = clock;
    this.#device = device;
    this.serialPort = new SerialPort({
      request: (request) => {
        this.#control.submit({ owner: 'serial', ...request });
        this.#wire.proceed();
      },
      proceed: () => this.#wire.proceed(),
    });
    const { input, output } = this.serialPort;
    this.#wire = new Wire(clock, device, [this.#control, output, input]);
    this.#alarm = clock.createAlarm(() => this.#waited());
    device.listener = {
      attachmentChanged: () => this.#attachmentChanged(),
      ready: () => this.#wire.proceed(),
      remoteWakeup: () => this.resume(),
    };
  }

  /** Who the device is, once it is configured. */
  get identity(): UsbDeviceIdentity | null {
    return this.#identity;
  }

  /** The computer goes to sleep: no transaction, no frames. */
  suspend(): void {
    this.#wire.stop();
    this.#device.stopFrames();
  }

  /** The computer wakes up again. */
  resume(): void {
    if (this.#phase !== 'configured') return;
    this.#device.startFrames(0);
    this.#wire.start(deviceAddress);
  }

  save() {
    return {
      phase: this.#phase,
      resets: this.#resets,
      identity: this.#identity ? { ...this.#identity } : null,
      alarm: saveAlarm(this.#alarm, this.#clock),
      control: this.#control.save(),
      wire: this.#wire.save(),
      enumeration: this.#enumeration.save(),
      serialPort: this.serialPort.save(),
    };
  }

  restore(state: ReturnType<UsbHost['save']>): void {
    this.#phase = state.phase;
    this.#resets = state.resets;
    this.#identity = state.identity ? { ...state.identity } : null;
    restoreAlarm(this.#alarm, state.alarm);
    this.#control.restore(state.control);
    this.#wire.restore(state.wire);
    this.#enumeration.restore(state.enumeration);
    this.serialPort.restore(state.serialPort);
  }

  #attachmentChanged(): void {
    this.#wire.stop();
    this.#control.clear();
    this.serialPort.vanish();
    this.#identity = null;
    this.#resets = 0;
    if (this.#device.attached) this.#wait('settling', milliseconds.settle);
    else this.#rest('empty');
    this.onChange();
  }

  /** The time of a phase is over. */
  #waited(): void {
    switch (this.#phase) {
      case 'settling':
        return this.#reset();
      case 'resetting':
        this.#device.startFrames(0);
        return this.#wait('recovering', milliseconds.recover);
      case 'recovering':
        this.#wire.start(0);
        return this.#act(this.#resets === 1 ? this.#enumeration.start() : this.#enumeration.afterReset());
      case 'asking':
        this.#resets = 0;
        return this.#reset();
      case 'addressing':
        this.#wire.address = deviceAddress;
        return this.#act(this.#enumeration.addressed());
      case 'empty':
      case 'configured':
      case 'given-up':
    }
  }

  #reset(): void {
    this.#resets++;
    this.#wire.stop();
    this.#control.clear();
    this.#device.busReset();
    this.#wait('resetting', milliseconds.reset);
  }

  #answered(answer: ControlAnswer): void {
    if (answer.owner === 'serial') return this.serialPort.answered();
    this.#act(this.#enumeration.next(answer));
  }

  #act(action: EnumerationAction): void {
    switch (action.kind) {
      case 'request':
        this.#wait('asking', milliseconds.answer);
        this.#control.packetSize = this.#enumeration.endpoint0Size;
        this.#control.submit({ owner: 'enumeration', ...action.request });
        return this.#wire.proceed();
      case 'reset':
        return this.#reset();
      case 'pause':
        return this.#wait('addressing', milliseconds.address);
      case 'configured':
        this.#rest('configured');
        return this.#configured(action.device);
      case 'failed':
        return this.#rest('given-up');
    }
  }

  #configured(device: ConfiguredDevice): void {
    this.#identity = device.identity;
    if (device.serialPort) this.serialPort.appear(device.serialPort);
    this.onChange();
  }

  #wait(phase: Phase, time: number): void {
    this.#phase = phase;
    this.#alarm.schedule(time * nanosecondsPerMillisecond);
  }

  #rest(phase: Phase): void {
    this.#phase = phase;
    this.#alarm.cancel();
  }
}
