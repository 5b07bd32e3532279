/** DREQ: peripherals that ask the DMA for the next transfer (RP2040 datasheet, 2.5.3.1). */

/** Numbers of the requests, as they stand in a channel's TREQ_SEL. */
export const transferRequest = {
  /** Four state machines each: add 0 to 3. */
  pio0Transmit: 0,
  pio0Receive: 4,
  pio1Transmit: 8,
  pio1Receive: 12,
  spi0Transmit: 16,
  spi0Receive: 17,
  spi1Transmit: 18,
  spi1Receive: 19,
  uart0Transmit: 20,
  uart0Receive: 21,
  uart1Transmit: 22,
  uart1Receive: 23,
  /** One for each PWM slice: add 0 to 7. It is a pulse, not a level. */
  pwmWrap: 24,
  i2c0Transmit: 32,
  i2c0Receive: 33,
  i2c1Transmit: 34,
  i2c1Receive: 35,
  adc: 36,
  xipStream: 37,
  xipSsiTransmit: 38,
  xipSsiReceive: 39,
} as const;

/** Where peripherals ask for transfers. */
export interface TransferRequests {
  /** The peripheral can take or give (`true`) at least one more item, or cannot. */
  set(request: number, wanted: boolean): void;
  /** Asks for exactly one transfer (a PWM wrap, a DMA timer). */
  pulse(request: number): void;
}

/** For peripherals whose requests change often, and which would rather work them out when they matter. */
export interface DemandedRequests extends TransferRequests {
  /**
   * Calls `changed` when a channel begins (`true`) or ceases to wait for this request. While one does, every
   * change is to be set as it happens, the present state at once; else there is no need to set it at all.
   */
  onDemand(request: number, changed: (demanded: boolean) => void): void;
}

/** What the DMA needs of the bus. */
export interface BusMaster {
  /** Reads 1, 2 or 4 bytes at an address aligned to that size. */
  read(address: number, size: 1 | 2 | 4): number;
  /** Writes 1, 2 or 4 bytes; code that was there is decoded anew. */
  write(address: number, value: number, size: 1 | 2 | 4): void;
}
