/**
 * What can be known of, and done to, an emulated Pico from outside, beyond the bytes of its Link: what a person
 * does with cable and button, and how the emulation goes. A Link to one offers it (`LinkCapabilities.emulation`).
 */

/**
 * - `off`: unplugged.
 * - `running`: a core executes, or sleeps until something happens.
 * - `bootsel`: the boot ROM offers its drive and waits for a UF2.
 * - `crashed`: the program locked a core up, or handles a fault without end; only a reset helps.
 */
export type EmulationMode = 'off' | 'running' | 'bootsel' | 'crashed';

/** Where a program crashed. */
export interface EmulatedCrash {
  /** Address of the instruction at fault. */
  readonly address: number;
}

/** How an emulated Pico is at one moment. */
export interface EmulationStatus {
  readonly mode: EmulationMode;
  /** Simulated time over real time of the last second, 1 being real time; `null` while it sleeps or is off. */
  readonly speed: number | null;
  /** Names of what its programs asked for and the emulator does not do, since it started. */
  readonly notEmulated: readonly string[];
  /** Set while `mode` is `crashed`. */
  readonly crash: EmulatedCrash | null;
}

/** The hands on an emulated Pico. */
export interface Emulation {
  readonly status: EmulationStatus;
  /** Calls `listener` after `status` changed, a few times a second at most. */
  onChange(listener: () => void): () => void;
  /** Takes the cable out: power is gone at once, whatever the flash was doing. */
  unplug(): Promise<void>;
  /** Puts it in again; with the BOOTSEL button held it starts in `bootsel`. */
  plugIn(): Promise<void>;
  /** A pulse on RUN. With the BOOTSEL button held it starts in `bootsel`. */
  reset(): Promise<void>;
  /**
   * Hands bytes of a UF2 file to the boot ROM's drive, in any pieces and order of blocks. Resolves with what the
   * ROM made of them: it wants `more`, or had the last block and restarts (`done`), or will never take this file.
   */
  writeUf2(bytes: Uint8Array): Promise<'more' | 'done' | 'refused'>;
}
