/** What the registers of both oscillators have in common (RP2040 datasheet, 2.16.7 and 2.17.8). */

/** Words that a program writes on purpose only. */
export const oscillatorCode = {
  /** In the upper half of CTRL: stands still. */
  disabled: 0xd1e,
  /** Of DORMANT. */
  dormant: 0x636f6d61,
  awake: 0x77616b65,
} as const;

/** Bits of STATUS. */
export const oscillatorStatus = { enabled: 1 << 12, badWrite: 1 << 24, stable: 0x80000000 } as const;
