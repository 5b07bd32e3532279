/**
 * I2C devices outside the chip, on any two pins: they cannot tell whether I2C0, PIO or a program moves these.
 * MicroPython needs that: the controller cannot send nothing, so it does `scan()` by moving the pins itself.
 */

import type { OutsideConnection } from '../../pins/pin-signals.ts';
import type { Pins } from '../../pins/pins.ts';
import type { Saved, State } from '../../saved.ts';
import { I2cTarget } from './i2c-target.ts';

/** A device with one address. */
export interface I2cDevice {
  /** 0x08 to 0x77. */
  readonly address: number;
  /** A transfer to or from this device begins. */
  started(reading: boolean): void;
  /** @returns whether it takes this byte. */
  written(byte: number): boolean;
  /** @returns the next byte that is read. */
  read(): number;
  /** The transfer is over, or begins anew. */
  stopped(): void;
}

/** Two lines with pull-up resistors, and the devices on them. */
export class I2cBus implements Saved {
  readonly #target: I2cTarget;
  readonly #wire: OutsideConnection;
  readonly #lines: { readonly clock: number; readonly data: number };
  readonly #devices: I2cDevice[] = [];
  #device: I2cDevice | null = null;

  /** @param lines - GPIOs of SCL (`clock`) and SDA (`data`). */
  constructor(
    pins: Pick<Pins, 'inputs' | 'onInputChange' | 'connect'>,
    lines: { readonly clock: number; readonly data: number },
  ) {
    this.#lines = lines;
    this.#wire = pins.connect();
    this.#target = new I2cTarget(
      {
        started: () => this.#stop(),
        addressed: (byte) => this.#address(byte),
        written: (byte) => this.#device?.written(byte) ?? false,
        read: () => this.#device?.read() ?? 0xff,
        acknowledged: () => {},
        stopped: () => this.#stop(),
      },
      (data, clock) => this.#drive(data, clock),
    );
    this.#drive(false, false);
    const level = (gpio: number): boolean => ((pins.inputs >>> gpio) & 1) === 1;
    pins
      .onInputChange(() => this.#target.lines(level(lines.clock), level(lines.data)))
      .watch((1 << lines.clock) | (1 << lines.data));
  }

  /** Puts a device on the bus. */
  attach(device: I2cDevice): void {
    this.#devices.push(device);
  }

  save(): State {
    return { target: this.#target.save(), address: this.#device?.address ?? null };
  }

  /** The devices restore themselves, the pins what is on the lines. */
  restore(state: State): void {
    const saved = state as { target: unknown; address: number | null };
    this.#target.restore(saved.target);
    this.#device = this.#devices.find(({ address }) => address === saved.address) ?? null;
  }

  #address(byte: number): boolean {
    this.#device = this.#devices.find(({ address }) => address === byte >>> 1) ?? null;
    this.#device?.started((byte & 1) === 1);
    return this.#device !== null;
  }

  #stop(): void {
    this.#device?.stopped();
    this.#device = null;
  }

  /** Pull-up resistors hold up what nobody pulls down. */
  #drive(pullsData: boolean, pullsClock: boolean): void {
    const { clock, data } = this.#lines;
    this.#wire.drive((pullsData ? 0 : 1 << data) | (pullsClock ? 0 : 1 << clock), (1 << data) | (1 << clock));
  }
}
