/** What a state machine sees of its PIO block. */

/** What a machine that does nothing waits for. */
export const parkedFor = { nothing: 0, transmit: 1, receive: 2, pins: 3, flags: 4 } as const;

export interface MachineSurroundings {
  /** The 32 instructions. */
  readonly memory: Uint16Array;
  /** Set when a machine was woken: others may be due earlier than it seemed. */
  woken: boolean;
  /** Set when FIFOs, flags or pins changed: somebody outside may have to be told. */
  changed: boolean;
  inputsAt(cycle: number): number;
  /** When an input that changed will be seen; Infinity without one. */
  readonly nextInputChange: number;
  driveLevels(pins: number, levels: number, cycle: number): void;
  driveEnables(pins: number, enables: number, cycle: number): void;
  /** The eight IRQ flags: a change is seen from the next cycle on. */
  flagsAt(cycle: number): number;
  readonly flagsChangedAt: number;
  raiseFlag(bit: number, cycle: number): void;
  lowerFlag(bit: number, cycle: number): void;
  note(what: 'transmitStalled' | 'receiveStalled', machine: number): void;
}
