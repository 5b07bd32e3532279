/** Getting to know a new device, in the order in which desktop systems ask. */

import type { Saved } from '../../saved.ts';
import type { ControlAnswer } from './control-pipe.ts';
import {
  findSerialPort,
  readDeviceDescriptor,
  readStringDescriptor,
  type DeviceDescriptor,
  type SerialPortDescription,
} from './descriptors.ts';
import {
  getDescriptor,
  setAddress,
  setConfiguration,
  wantedDescriptor,
  type RequestBytes,
} from './requests.ts';

/** Who a device says that it is. */
export interface UsbDeviceIdentity {
  readonly vendorId: number;
  readonly productId: number;
  /** Empty where the device has no such string. */
  readonly manufacturer: string;
  readonly product: string;
  readonly serialNumber: string;
}

/** A device that is ready to be used. */
export interface ConfiguredDevice {
  readonly identity: UsbDeviceIdentity;
  /** `null` for a device without a serial port. */
  readonly serialPort: SerialPortDescription | null;
}

type Step =
  | 'first-descriptor'
  | 'address'
  | 'device'
  | 'configuration-size'
  | 'configuration'
  | 'languages'
  | 'manufacturer'
  | 'product'
  | 'serial-number'
  | 'configure';

/** What the computer does next: send a request, reset the bus, or use the device, or give it up. */
export type EnumerationAction =
  | { readonly kind: 'request'; readonly request: RequestBytes }
  /** Reset the bus, then go on with `afterReset`. */
  | { readonly kind: 'reset' }
  /** Let the device take its address, then go on with `addressed`. */
  | { readonly kind: 'pause' }
  | { readonly kind: 'configured'; readonly device: ConfiguredDevice }
  | { readonly kind: 'failed' };

const { device, configuration, string } = wantedDescriptor;
/** The address that the only device on this bus is given. */
export const deviceAddress = 1;
const longestDescriptor = 255;
/** Packet size of endpoint 0 that systems assume at first: a shorter first packet ends the answer. */
const assumedPacket = 64;
const noBytes = new Uint8Array(0);

/** The conversation with one device. */
export class Enumeration implements Saved {
  #step: Step = 'first-descriptor';
  #descriptor: DeviceDescriptor = readDeviceDescriptor(noBytes);
  #configuration = noBytes;
  #language = 0;
  #strings = { manufacturer: '', product: '', serialNumber: '' };

  /** The first request, to a device that was just reset and has no address yet. */
  start(): EnumerationAction {
    this.#descriptor = readDeviceDescriptor(noBytes);
    this.#strings = { manufacturer: '', product: '', serialNumber: '' };
    return this.#go('first-descriptor');
  }

  /** After the second reset. */
  afterReset(): EnumerationAction {
    return this.#go('address');
  }

  /** The device listens to `deviceAddress` by now. */
  addressed(): EnumerationAction {
    return this.#go('device');
  }

  /** Largest packet of endpoint 0, in bytes: an assumption until the device has said. */
  get endpoint0Size(): number {
    return this.#descriptor.endpoint0Size || assumedPacket;
  }

  /** What to do after the answer to the last request. */
  next(answer: ControlAnswer): EnumerationAction {
    // Strings are a courtesy; everything else is needed.
    const optional = ['languages', 'manufacturer', 'product', 'serial-number'].includes(this.#step);
    if (answer.failed && !optional) return { kind: 'failed' };
    return this.#learn(answer.failed ? noBytes : answer.bytes);
  }

  save() {
    return {
      step: this.#step,
      descriptor: { ...this.#descriptor },
      configuration: this.#configuration.slice(),
      language: this.#language,
      strings: { ...this.#strings },
    };
  }

  restore(state: ReturnType<Enumeration['save']>): void {
    this.#step = state.step;
    this.#descriptor = { ...state.descriptor };
    this.#configuration = state.configuration.slice();
    this.#language = state.language;
    this.#strings = { ...state.strings };
  }

  #learn(bytes: Uint8Array): EnumerationAction {
    switch (this.#step) {
      case 'first-descriptor':
        if (bytes.length < 8) return { kind: 'failed' };
        this.#descriptor = readDeviceDescriptor(bytes);
        return { kind: 'reset' };
      case 'address':
        return { kind: 'pause' };
      case 'device':
        this.#descriptor = readDeviceDescriptor(bytes);
        return this.#go('configuration-size');
      case 'configuration-size':
        this.#configuration = bytes.slice();
        return this.#go('configuration');
      case 'configuration':
        this.#configuration = bytes.slice();
        return this.#go('languages');
      case 'languages':
        this.#language = (bytes[2] ?? 0) | ((bytes[3] ?? 0) << 8);
        return this.#go('manufacturer');
      case 'manufacturer':
        this.#strings.manufacturer = readStringDescriptor(bytes);
        return this.#go('product');
      case 'product':
        this.#strings.product = readStringDescriptor(bytes);
        return this.#go('serial-number');
      case 'serial-number':
        this.#strings.serialNumber = readStringDescriptor(bytes);
        return this.#go('configure');
      case 'configure':
        return { kind: 'configured', device: this.#found() };
    }
  }

  #go(step: Step): EnumerationAction {
    this.#step = step;
    if (this.#isMissingString(step)) return this.#learn(noBytes);
    return { kind: 'request', request: this.#request(step) };
  }

  #request(step: Step): RequestBytes {
    const sizeOfAll = (this.#configuration[2] ?? 0) | ((this.#configuration[3] ?? 0) << 8);
    switch (step) {
      case 'first-descriptor':
        return getDescriptor(device, 0, 0, 64);
      case 'address':
        return setAddress(deviceAddress);
      case 'device':
        return getDescriptor(device, 0, 0, 18);
      case 'configuration-size':
        return getDescriptor(configuration, 0, 0, 9);
      case 'configuration':
        return getDescriptor(configuration, 0, 0, sizeOfAll);
      case 'languages':
        return getDescriptor(string, 0, 0, longestDescriptor);
      case 'manufacturer':
        return this.#string(this.#descriptor.manufacturer);
      case 'product':
        return this.#string(this.#descriptor.product);
      case 'serial-number':
        return this.#string(this.#descriptor.serialNumber);
      case 'configure':
        return setConfiguration(this.#configuration[5] ?? 1);
    }
  }

  #isMissingString(step: Step): boolean {
    const { manufacturer, product, serialNumber } = this.#descriptor;
    if (step === 'manufacturer') return manufacturer === 0;
    if (step === 'product') return product === 0;
    return step === 'serial-number' && serialNumber === 0;
  }

  #string(number: number): RequestBytes {
    return getDescriptor(string, number, this.#language, longestDescriptor);
  }

  #found(): ConfiguredDevice {
    const { vendorId, productId } = this.#descriptor;
    const identity = { vendorId, productId, ...this.#strings };
    return { identity, serialPort: findSerialPort(this.#configuration) };
  }
}
