/** The private peripheral bus of a core: SysTick, NVIC, system control and MPU (RP2040 datasheet, 2.4.8). */

import type { NotEmulated } from '../bus/not-emulated.ts';
import type { Saved } from '../saved.ts';
import { exception, type ExceptionController } from './exception-controller.ts';
import type { SystemTick } from './system-tick.ts';

/** Offsets from 0xe0000000. */
const register = {
  tickControl: 0xe010,
  tickReload: 0xe014,
  tickCurrent: 0xe018,
  interruptEnable: 0xe100,
  interruptDisable: 0xe180,
  interruptPend: 0xe200,
  interruptUnpend: 0xe280,
  priorities: 0xe400,
  processorId: 0xed00,
  interruptControl: 0xed04,
  vectorTable: 0xed08,
  applicationInterrupt: 0xed0c,
  systemControl: 0xed10,
  configuration: 0xed14,
  systemPriority2: 0xed1c,
  systemPriority3: 0xed20,
  systemHandlers: 0xed24,
  protectionType: 0xed90,
  protectionControl: 0xed94,
  protectionNumber: 0xed98,
  protectionBase: 0xed9c,
  protectionAttributes: 0xeda0,
} as const;

/** Cortex-M0+, revision 0, patch 1. */
const processorId = 0x410cc601;
/** The stack is aligned to 8 bytes at exceptions, misaligned accesses fault: neither can be chosen. */
const configuration = 0x208;
const protectionRegions = 8;
const writeKey = 0x05fa;

/** Bits of SCR. */
export const sleepControl = { onExit: 2, deep: 4, eventOnPending: 16 } as const;

interface PrivatePeripheralParts {
  readonly exceptions: ExceptionController;
  readonly tick: SystemTick;
  readonly notEmulated: NotEmulated;
  /** The exception whose handler is running, 0 without. */
  readonly current: () => number;
  /** SYSRESETREQ. */
  readonly restart: () => void;
}

/** Registers from 0xe0000000. */
export class PrivatePeripherals implements Saved {
  /** VTOR: address of the vector table. */
  vectorTable = 0;
  /** SCR. */
  sleepControl = 0;
  readonly #parts: PrivatePeripheralParts;
  #protectionControl = 0;
  #protectionNumber = 0;
  readonly #protectionBases = new Uint32Array(protectionRegions);
  readonly #protectionAttributes = new Uint32Array(protectionRegions);

  constructor(parts: PrivatePeripheralParts) {
    this.#parts = parts;
  }

  read(address: number): number {
    const offset = address & 0xfffc;
    const { exceptions, tick } = this.#parts;
    switch (offset) {
      case register.tickControl:
        return tick.readControl();
      case register.tickReload:
        return tick.reload;
      case register.tickCurrent:
        return tick.current;
      case register.interruptEnable:
      case register.interruptDisable:
        return exceptions.enabled;
      case register.interruptPend:
      case register.interruptUnpend:
        return exceptions.pending;
      case register.processorId:
        return processorId;
      case register.interruptControl:
        return this.#interruptControl();
      case register.vectorTable:
        return this.vectorTable;
      case register.applicationInterrupt:
        return 0xfa050000;
      case register.systemControl:
        return this.sleepControl;
      case register.configuration:
        return configuration;
      case register.systemPriority2:
        return exceptions.priorityOf(exception.supervisorCall) << 30;
      case register.systemPriority3:
        return (
          (exceptions.priorityOf(exception.systemTick) << 30) |
          (exceptions.priorityOf(exception.pendingSupervisor) << 22)
        );
      case register.systemHandlers:
        return exceptions.isRequested(exception.supervisorCall) ? 1 << 15 : 0;
      case register.protectionType:
        return protectionRegions << 8;
      case register.protectionControl:
        return this.#protectionControl;
      case register.protectionNumber:
        return this.#protectionNumber;
      case register.protectionBase:
        return this.#protectionBases[this.#protectionNumber]! | this.#protectionNumber;
      case register.protectionAttributes:
        return this.#protectionAttributes[this.#protectionNumber]!;
      default:
        return isPriority(offset) ? this.#readPriorities(offset) : 0;
    }
  }

  write(address: number, value: number): void {
    const offset = address & 0xfffc;
    const { exceptions, tick } = this.#parts;
    switch (offset) {
      case register.tickControl:
        return tick.writeControl(value);
      case register.tickReload:
        tick.reload = value;
        return;
      case register.tickCurrent:
        return tick.clear();
      case register.interruptEnable:
        exceptions.enabled |= value;
        return;
      case register.interruptDisable:
        exceptions.enabled &= ~value;
        return;
      case register.interruptPend:
        return exceptions.setPending(value);
      case register.interruptUnpend:
        return exceptions.clearPending(value);
      case register.interruptControl:
        return this.#controlInterrupts(value);
      case register.vectorTable:
        this.vectorTable = (value & 0xffffff00) >>> 0;
        return;
      case register.applicationInterrupt:
        if (value >>> 16 === writeKey && value & 4) this.#parts.restart();
        return;
      case register.systemControl:
        this.sleepControl = value & (sleepControl.onExit | sleepControl.deep | sleepControl.eventOnPending);
        return;
      case register.systemPriority2:
        return exceptions.setPriority(exception.supervisorCall, value >>> 30);
      case register.systemPriority3:
        exceptions.setPriority(exception.systemTick, value >>> 30);
        return exceptions.setPriority(exception.pendingSupervisor, value >>> 22);
      case register.protectionControl:
        this.#protectionControl = value & 7;
        if (value & 1) this.#parts.notEmulated.report('memory protection (MPU)');
        return;
      case register.protectionNumber:
        this.#protectionNumber = value & (protectionRegions - 1);
        return;
      case register.protectionBase:
        // With its VALID bit set the value says which region it is for.
        if (value & 0x10) this.#protectionNumber = value & (protectionRegions - 1);
        this.#protectionBases[this.#protectionNumber] = value & 0xffffff00;
        return;
      case register.protectionAttributes:
        this.#protectionAttributes[this.#protectionNumber] = value & 0x1707ff3f;
        return;
      default:
        if (isPriority(offset)) this.#writePriorities(offset, value);
    }
  }

  reset(): void {
    this.vectorTable = this.sleepControl = 0;
    this.#protectionControl = this.#protectionNumber = 0;
    this.#protectionBases.fill(0);
    this.#protectionAttributes.fill(0);
    this.#parts.tick.reset();
  }

  save() {
    return {
      vectorTable: this.vectorTable,
      sleepControl: this.sleepControl,
      protectionControl: this.#protectionControl,
      protectionNumber: this.#protectionNumber,
      protectionBases: this.#protectionBases.slice(),
      protectionAttributes: this.#protectionAttributes.slice(),
      tick: this.#parts.tick.save(),
    };
  }

  restore(state: ReturnType<PrivatePeripherals['save']>): void {
    this.vectorTable = state.vectorTable;
    this.sleepControl = state.sleepControl;
    this.#protectionControl = state.protectionControl;
    this.#protectionNumber = state.protectionNumber;
    this.#protectionBases.set(state.protectionBases);
    this.#protectionAttributes.set(state.protectionAttributes);
    this.#parts.tick.restore(state.tick);
  }

  /** ICSR. */
  #interruptControl(): number {
    const { exceptions, current } = this.#parts;
    return (
      current() |
      (exceptions.first() << 12) |
      (exceptions.pending !== 0 ? 1 << 22 : 0) |
      (exceptions.isRequested(exception.systemTick) ? 1 << 26 : 0) |
      (exceptions.isRequested(exception.pendingSupervisor) ? 1 << 28 : 0) |
      (exceptions.isRequested(exception.nonMaskable) ? 1 << 31 : 0)
    );
  }

  #controlInterrupts(value: number): void {
    const { exceptions } = this.#parts;
    if (value & (1 << 31)) exceptions.request(exception.nonMaskable);
    if (value & (1 << 28)) exceptions.request(exception.pendingSupervisor);
    if (value & (1 << 27)) exceptions.withdraw(exception.pendingSupervisor);
    if (value & (1 << 26)) exceptions.request(exception.systemTick);
    if (value & (1 << 25)) exceptions.withdraw(exception.systemTick);
  }

  /** NVIC_IPR: four interrupts a register, each in the upper two bits of its byte. */
  #readPriorities(offset: number): number {
    let value = 0;
    for (let byte = 0; byte < 4; byte++)
      value |= this.#parts.exceptions.priorityOf(interruptAt(offset, byte)) << (byte * 8 + 6);
    return value;
  }

  #writePriorities(offset: number, value: number): void {
    for (let byte = 0; byte < 4; byte++)
      this.#parts.exceptions.setPriority(interruptAt(offset, byte), value >>> (byte * 8 + 6));
  }
}

function isPriority(offset: number): boolean {
  return offset >= register.priorities && offset < register.priorities + 32;
}

/** Exception number of the interrupt whose priority is in a byte of NVIC_IPR. */
function interruptAt(offset: number, byte: number): number {
  return exception.firstInterrupt + (offset - register.priorities) + byte;
}
