import type { I2cDevice } from '../../runtime/emulator/peripherals/i2c/i2c-bus.ts';

/** An I2C device with 256 bytes of memory: the first byte of a write says where to go on. */
export class I2cMemory implements I2cDevice {
  readonly bytes = new Uint8Array(256);
  /** Everything that happened, as `W 10 ff` and `R`. */
  readonly log: string[] = [];
  #place = 0;
  #first = true;

  constructor(readonly address: number) {}

  started(reading: boolean): void {
    this.log.push(reading ? 'R' : 'W');
    this.#first = true;
  }

  written(byte: number): boolean {
    this.log[this.log.length - 1] += ` ${byte.toString(16)}`;
    if (this.#first) this.#place = byte;
    else this.bytes[this.#place++ & 0xff] = byte;
    this.#first = false;
    return true;
  }

  read(): number {
    return this.bytes[this.#place++ & 0xff]!;
  }

  stopped(): void {}
}
