/** The boot ROM of an RP2040, made from its datasheet (2.8): tables for programs, and routines carried out natively. */

import type { Clock } from '../clock/clock.ts';
import type { CoreBus, CoreMemory, NativeRoutine } from '../core/core.ts';
import type { FlashChip } from '../flash/flash-chip.ts';
import { secondStageBase } from './addresses.ts';
import { BootSequence, type BootselRequest } from './boot-sequence.ts';
import { doubleRoutines } from './double-routines.ts';
import { FlashRoutines } from './flash-routines.ts';
import { floatRoutines } from './float-routines.ts';
import { MemoryAccess } from './memory-access.ts';
import {
  copyRoutine,
  countLeadingZeros,
  countOnes,
  countTrailingZeros,
  fillRoutine,
  lookUpRoutine,
  reverseBits,
} from './memory-routines.ts';
import { romCode } from './rom-code.ts';
import { writeRomImage } from './rom-image.ts';

/** What the boot ROM needs around it. */
export interface BootRomParts {
  readonly memory: CoreMemory;
  readonly bus: CoreBus;
  readonly clock: Clock;
  readonly flash: FlashChip;
  /** The BOOTSEL button is held down. */
  readonly buttonHeld: () => boolean;
  /** Called when the ROM begins to offer its drive; it does until the next reset. */
  readonly enterBootsel: (request: BootselRequest) => void;
}

/** How a core starts after a reset: what the vectors at address 0 say. */
export const resetEntry = { pc: romCode.start, stack: secondStageBase, vectors: 0 } as const;

/** Writes the ROM into `memory.rom`. Answers what a core carries out natively when it gets to an address. */
export function createBootRom(parts: BootRomParts): ReadonlyMap<number, NativeRoutine> {
  const memory = new MemoryAccess(parts.memory, parts.bus);
  const flash = new FlashRoutines(memory, parts.flash, parts.clock);
  const boot = new BootSequence({
    memory,
    chip: parts.flash,
    flashRoutines: flash,
    buttonHeld: parts.buttonHeld,
    enterBootsel: parts.enterBootsel,
  });
  return writeRomImage(parts.memory.rom, {
    functions: {
      P3: countOnes,
      R3: reverseBits,
      L3: countLeadingZeros,
      T3: countTrailingZeros,
      MS: fillRoutine(memory),
      S4: fillRoutine(memory),
      MC: copyRoutine(memory),
      C4: copyRoutine(memory),
      UB: boot.resetToUsbBoot,
      IF: flash.connect,
      EX: flash.exitXip,
      RE: flash.erase,
      RP: flash.program,
      FC: flash.flushCache,
      CX: flash.enterCommandXip,
    },
    lookUp: lookUpRoutine(memory),
    floatLibrary: floatRoutines,
    doubleLibrary: doubleRoutines,
    start: boot.start,
    main: boot.main,
    usbBoot: boot.usbBoot,
  });
}
