/** Which exceptions wait, which are being handled, and which comes next (ARMv6-M ARM, B1.5 and B3.4). */

import type { Saved } from '../saved.ts';

/** Numbers of the exceptions; interrupt line n is exception 16 + n. */
export const exception = {
  reset: 1,
  nonMaskable: 2,
  hardFault: 3,
  supervisorCall: 11,
  pendingSupervisor: 14,
  systemTick: 15,
  firstInterrupt: 16,
} as const;

/** Priority of code that is no handler: lower than that of any exception. */
const threadPriority = 4;

/**
 * The interrupt controller and the system exceptions of one core.
 *
 * There are 32 interrupts. Nothing is connected to the last six, but programs set them off for themselves (2.3.2).
 * Lines are levels. A line that goes up makes its interrupt wait, and it goes on waiting when the line goes down
 * before the handler has begun, as on the chip; one that is still up when its handler returns waits again.
 */
export class ExceptionController implements Saved {
  /** Bits of what is enabled and waits: not 0 means that there may be something to handle. */
  wanted = 0;
  /** Levels of the interrupt lines. */
  #levels = 0;
  /** Interrupts that wait, those that may, and those being handled. */
  #pending = 0;
  #enabled = 0;
  #active = 0;
  /** System exceptions (bits by their number) that wait, and those being handled. */
  #systemPending = 0;
  #systemActive = 0;
  /** 0 to 3, by exception number. */
  readonly #priorities = new Uint8Array(48);
  /** Execution priority without PRIMASK. */
  #priority = threadPriority;
  /** Lines that are routed to NMI (SYSCFG, 2.21). */
  #nonMaskable = 0;

  /** Called when something new waits. */
  onPending = () => {};

  get pending(): number {
    return this.#pending;
  }
  get enabled(): number {
    return this.#enabled;
  }
  set enabled(bits: number) {
    this.#enabled = bits | 0;
    this.#weigh();
  }
  /** True while more than one handler has begun and not ended. */
  get nested(): boolean {
    const { active } = this;
    return (active & (active - 1n)) !== 0n;
  }
  /** True while a fault cannot be handled: another fault or NMI is. */
  get inFault(): boolean {
    return this.#priority < 0;
  }
  /** Exceptions being handled, a bit for each number. */
  get active(): bigint {
    return (BigInt(this.#active >>> 0) << 16n) | BigInt(this.#systemActive);
  }

  setLine(line: number, asserted: boolean): void {
    const bit = 1 << line;
    if (!asserted) {
      this.#levels &= ~bit;
      return;
    }
    if (this.#levels & bit) return;
    this.#levels |= bit;
    if (this.#nonMaskable & bit) this.request(exception.nonMaskable);
    this.setPending(bit);
  }

  /** The lines that raise NMI for this core. */
  set nonMaskable(lines: number) {
    this.#nonMaskable = lines;
    if (this.#levels & this.#nonMaskable) this.request(exception.nonMaskable);
  }

  setPending(bits: number): void {
    const fresh = bits & ~this.#pending;
    if (!fresh) return;
    this.#pending |= fresh;
    this.#weigh();
    this.onPending();
  }

  /** An interrupt whose line is up cannot be made not to wait, unless it is being handled. */
  clearPending(bits: number): void {
    this.#pending &= ~(bits & ~(this.#levels & ~this.#active));
    this.#weigh();
  }

  /** Makes a system exception wait. */
  request(number: number): void {
    if (this.#systemPending & (1 << number)) return;
    this.#systemPending |= 1 << number;
    this.#weigh();
    this.onPending();
  }

  withdraw(number: number): void {
    this.#systemPending &= ~(1 << number);
    this.#weigh();
  }

  isRequested(number: number): boolean {
    return number < 16
      ? (this.#systemPending & (1 << number)) !== 0
      : ((this.#pending >>> (number - 16)) & 1) !== 0;
  }

  isActive(number: number): boolean {
    return number < 16
      ? (this.#systemActive & (1 << number)) !== 0
      : ((this.#active >>> (number - 16)) & 1) !== 0;
  }

  priorityOf(number: number): number {
    if (number === exception.hardFault) return -1;
    if (number === exception.nonMaskable) return -2;
    return this.#priorities[number]!;
  }

  setPriority(number: number, priority: number): void {
    this.#priorities[number] = priority & 3;
    this.#weighActive();
  }

  /** Execution priority (B1.5.4): what is to interrupt must be lower in number. */
  priority(masked: boolean): number {
    return masked && this.#priority > 0 ? 0 : this.#priority;
  }

  /** The exception that would be handled first of those that wait and are enabled, or 0. */
  first(): number {
    let best = 0;
    let bestPriority: number = threadPriority;
    for (let bits = this.#systemPending; bits !== 0; bits &= bits - 1) {
      const number = 31 - Math.clz32(bits & -bits);
      const priority = this.priorityOf(number);
      if (priority < bestPriority) [best, bestPriority] = [number, priority];
    }
    for (let bits = this.#pending & this.#enabled; bits !== 0; bits &= bits - 1) {
      const number = 47 - Math.clz32(bits & -bits);
      const priority = this.#priorities[number]!;
      if (priority < bestPriority) [best, bestPriority] = [number, priority];
    }
    return best;
  }

  /** The exception to be handled now, or 0 when what waits is not urgent enough. */
  next(masked: boolean): number {
    if (this.wanted === 0) return 0;
    const number = this.first();
    return number !== 0 && this.priorityOf(number) < this.priority(masked) ? number : 0;
  }

  /** The handler of an exception begins. */
  begin(number: number): void {
    if (number < 16) {
      this.#systemPending &= ~(1 << number);
      this.#systemActive |= 1 << number;
    } else {
      this.#pending &= ~(1 << (number - 16));
      this.#active |= 1 << (number - 16);
    }
    this.#weigh();
    this.#weighActive();
  }

  /** The handler of an exception has returned. */
  end(number: number): void {
    if (number < 16) this.#systemActive &= ~(1 << number);
    else {
      const bit = 1 << (number - 16);
      this.#active &= ~bit;
      if (this.#levels & bit) this.#pending |= bit;
    }
    this.#weigh();
    this.#weighActive();
  }

  /** Back to the state after a reset. The lines stay as their peripherals hold them. */
  reset(): void {
    this.#pending = this.#levels;
    this.#enabled = this.#active = this.#systemPending = this.#systemActive = 0;
    this.#priorities.fill(0);
    this.#weigh();
    this.#weighActive();
  }

  save() {
    return {
      levels: this.#levels,
      pending: this.#pending,
      enabled: this.#enabled,
      active: this.#active,
      systemPending: this.#systemPending,
      systemActive: this.#systemActive,
      nonMaskable: this.#nonMaskable,
      priorities: this.#priorities.slice(),
    };
  }

  restore(state: ReturnType<ExceptionController['save']>): void {
    this.#levels = state.levels;
    this.#pending = state.pending;
    this.#enabled = state.enabled;
    this.#active = state.active;
    this.#systemPending = state.systemPending;
    this.#systemActive = state.systemActive;
    this.#nonMaskable = state.nonMaskable;
    this.#priorities.set(state.priorities);
    this.#weigh();
    this.#weighActive();
  }

  #weigh(): void {
    this.wanted = (this.#pending & this.#enabled) | this.#systemPending;
  }

  #weighActive(): void {
    let priority: number = threadPriority;
    for (let bits = this.#systemActive; bits !== 0; bits &= bits - 1)
      priority = Math.min(priority, this.priorityOf(31 - Math.clz32(bits & -bits)));
    for (let bits = this.#active; bits !== 0; bits &= bits - 1)
      priority = Math.min(priority, this.#priorities[47 - Math.clz32(bits & -bits)]!);
    this.#priority = priority;
  }
}
