/** What the emulator does not do is said once, by name, and never by silence. */

/** Where a part of the chip says that a program asked for something that is not emulated. */
export interface NotEmulated {
  /**
   * Says so, once for every `feature` and start of the emulator.
   *
   * @param feature - a short name a user may search for: `USB host mode`, `ROSC randomness`.
   */
  report(feature: string): void;
}
