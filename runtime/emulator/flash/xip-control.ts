/**
 * XIP_CTRL: the cache between the cores and flash (RP2040 datasheet, 2.6.3). The emulated cache always hits, so
 * flushing it does nothing; its memory is there as RAM for programs that switch the cache off. A stream is read from
 * flash into a FIFO as fast as it is taken out.
 */

import type { BusMemory } from '../bus/bus-memory.ts';
import type { NotEmulated } from '../bus/not-emulated.ts';
import type { Peripheral } from '../bus/peripheral.ts';
import { transferRequest, type TransferRequests } from '../bus/transfer-requests.ts';
import type { State } from '../saved.ts';

const register = {
  control: 0x00,
  flush: 0x04,
  status: 0x08,
  hits: 0x0c,
  accesses: 0x10,
  streamAddress: 0x14,
  streamCount: 0x18,
  streamData: 0x1c,
} as const;

const controlAfterReset = 3;
const controlBits = 0xb;
const streamCountBits = 0x3fffff;
const fifoDepth = 2;
const cacheLength = 0x4000;

const status = { flushReady: 1, fifoEmpty: 2, fifoFull: 4 } as const;

interface XipState {
  readonly control: number;
  readonly streamAddress: number;
  readonly streamCount: number;
  readonly fifo: number[];
  readonly ram: Uint8Array;
}

/** What XIP_CTRL needs. */
export interface XipControlParts {
  /** The cells of the flash chip. */
  readonly flash: Uint8Array;
  readonly requests: TransferRequests;
  readonly notEmulated: NotEmulated;
}

/** The registers at 0x14000000. */
export class XipControl implements Peripheral {
  readonly name = 'XIP_CTRL';
  /** The cache's memory at 0x15000000. */
  readonly ram: BusMemory = { bytes: new Uint8Array(cacheLength) };
  /** Where the DMA takes the stream out, at 0x50400000. */
  readonly stream: Peripheral;
  readonly #flash: DataView;
  readonly #requests: TransferRequests;
  readonly #notEmulated: NotEmulated;
  #control = controlAfterReset;
  #streamAddress = 0;
  #streamCount = 0;
  #fifo: number[] = [];

  constructor({ flash, requests, notEmulated }: XipControlParts) {
    this.#flash = new DataView(flash.buffer, flash.byteOffset, flash.byteLength);
    this.#requests = requests;
    this.#notEmulated = notEmulated;
    this.stream = streamPort(() => this.#takeFromStream());
  }

  read(offset: number): number {
    return offset === register.streamData ? this.#takeFromStream() : this.peek(offset);
  }

  peek(offset: number): number {
    switch (offset) {
      case register.control:
        return this.#control;
      case register.status:
        return (
          status.flushReady |
          (this.#fifo.length === 0 ? status.fifoEmpty : 0) |
          (this.#fifo.length === fifoDepth ? status.fifoFull : 0)
        );
      case register.hits:
      case register.accesses:
        this.#notEmulated.report('XIP cache counters');
        return 0;
      case register.streamAddress:
        return this.#streamAddress;
      case register.streamCount:
        return this.#streamCount;
      case register.streamData:
        return this.#fifo[0] ?? 0;
      default:
        return 0;
    }
  }

  write(offset: number, value: number): void {
    switch (offset) {
      case register.control:
        this.#control = value & controlBits;
        break;
      case register.streamAddress:
        this.#streamAddress = (value & ~3) >>> 0;
        break;
      case register.streamCount:
        this.#streamCount = value & streamCountBits;
        this.#fifo = [];
        this.#fillFifo();
        break;
    }
  }

  reset(): void {
    this.#control = controlAfterReset;
    this.#streamAddress = 0;
    this.#streamCount = 0;
    this.#fifo = [];
    this.#fillFifo();
  }

  save(): State {
    return {
      control: this.#control,
      streamAddress: this.#streamAddress,
      streamCount: this.#streamCount,
      fifo: [...this.#fifo],
      ram: this.ram.bytes.slice(),
    } satisfies XipState;
  }

  restore(state: State): void {
    const { control, streamAddress, streamCount, fifo, ram } = state as XipState;
    this.#control = control;
    this.#streamAddress = streamAddress;
    this.#streamCount = streamCount;
    this.#fifo = [...fifo];
    this.ram.bytes.set(ram);
  }

  #takeFromStream(): number {
    const word = this.#fifo.shift() ?? 0;
    this.#fillFifo();
    return word;
  }

  #fillFifo(): void {
    while (this.#fifo.length < fifoDepth && this.#streamCount > 0) {
      this.#fifo.push(this.#flash.getUint32(this.#streamAddress % this.#flash.byteLength, true));
      this.#streamAddress = (this.#streamAddress + 4) >>> 0;
      this.#streamCount--;
    }
    this.#requests.set(transferRequest.xipStream, this.#fifo.length > 0);
  }
}

/** The second way to the FIFO: every read takes a word. Its state is XIP_CTRL's. */
function streamPort(take: () => number): Peripheral {
  return {
    name: 'XIP_AUX',
    read: take,
    peek: () => 0,
    write: () => undefined,
    reset: () => undefined,
    save: () => null,
    restore: () => undefined,
  };
}
