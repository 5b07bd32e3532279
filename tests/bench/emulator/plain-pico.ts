/**
 * A Pico made of rp2040js as it comes: its core, its clock, its peripherals. It has no boot ROM, so that it gets the
 * routines of ours, called when its program counter reaches them.
 */

import { ConsoleLogger, LogLevel, Simulator, USBCDC } from 'rp2040js';
import { createBootRom } from '../../../runtime/emulator/boot-rom/boot-rom.ts';
import { EventClock } from '../../../runtime/emulator/clock/event-clock.ts';
import { ChipMemory } from '../../../runtime/emulator/core/chip-memory.ts';
import type { Core, NativeRoutine } from '../../../runtime/emulator/core/core.ts';
import { FlashChip } from '../../../runtime/emulator/flash/flash-chip.ts';
import { flashBase } from '../../../runtime/hardware/flash-memory.ts';
import { flashWith, MemoryFlash } from '../../support/emulated-chip.ts';

const nanosecondsPerCycle = 8;
const secondStageStack = 0x20041f00;
/** Cycles between two looks at what is to be typed: a millisecond. */
const slice = 125_000;
/** Pointer to the table of functions (RP2040 datasheet, 2.8.3). */
const functionTable = 0x14;

export class PlainPico {
  readonly #simulator = new Simulator();
  readonly #clock = this.#simulator.clock;
  readonly #chip = this.#simulator.rp2040;
  readonly #port: USBCDC;
  readonly #routines: ReadonlyMap<number, NativeRoutine>;
  readonly #asCore: Core;
  #connected = false;
  #output = '';
  #typed: number[] = [];

  private constructor(image: Uint8Array) {
    const chip = this.#chip;
    chip.logger = new ConsoleLogger(LogLevel.Error);
    this.#routines = this.#makeRom();
    // Taking a boot ROM resets the chip and empties its flash.
    chip.flash.set(image);
    const { core } = chip;
    // Routines of ours want to see registers as signed numbers.
    const asCore = { number: 0, registers: new Int32Array(core.registers.buffer) };
    Object.defineProperty(asCore, 'flags', { set: (bits: number) => (core.APSR = bits >>> 0) });
    this.#asCore = asCore as unknown as Core;
    core.registers[13] = secondStageStack;
    core.registers[14] = 0;
    core.PC = flashBase;
    this.#port = new USBCDC(chip.usbCtrl);
    this.#port.onDeviceConnected = () => (this.#connected = true);
    this.#port.onSerialData = (bytes) => (this.#output += Buffer.from(bytes).toString('latin1'));
  }

  static async atPrompt(): Promise<PlainPico> {
    const pico = new PlainPico(await flashWith('pico'));
    pico.#until(() => pico.#connected);
    pico.#ask('\r', '>>> ');
    pico.#ask('\r\x03\x01', 'raw REPL; CTRL-B to exit\r\n>');
    return pico;
  }

  /** Milliseconds of simulated time since the start. */
  get milliseconds(): number {
    return this.#clock.nanos / 1e6;
  }

  /** Runs a program in the raw REPL; throws what it reports. */
  run(source: string): void {
    const answer = this.#ask(`${source}\x04`, '\x04>');
    const [, error] = answer.split('\x04');
    if (error) throw new Error(error);
  }

  #ask(text: string, wanted: string): string {
    this.#output = '';
    this.#typed.push(...Buffer.from(text, 'latin1'));
    this.#until(() => this.#output.includes(wanted));
    return this.#output;
  }

  #until(done: () => boolean): void {
    while (!done()) {
      // It takes 512 bytes ahead at most.
      while (this.#connected && this.#typed.length > 0 && this.#port.txFIFO.itemCount < 256)
        this.#port.sendSerialByte(this.#typed.shift()!);
      this.#run(slice * nanosecondsPerCycle);
    }
  }

  #run(nanoseconds: number): void {
    const clock = this.#clock;
    const { core } = this.#chip;
    const end = clock.nanos + nanoseconds;
    while (clock.nanos < end) {
      if (core.waiting) {
        clock.tick(Math.min(clock.nanosToNextAlarm || nanoseconds, end - clock.nanos));
        continue;
      }
      const routine = core.PC < 0x4000 ? this.#routines.get(core.PC & ~1) : undefined;
      if (routine) {
        const cycles = routine(this.#asCore) as number;
        clock.tick(cycles * nanosecondsPerCycle);
        core.PC = core.registers[14]! & ~1;
      } else clock.tick(core.executeInstruction() * nanosecondsPerCycle);
    }
  }

  /** Our boot ROM, with routines for the flash that change its array at once. */
  #makeRom(): ReadonlyMap<number, NativeRoutine> {
    const chip = this.#chip;
    const memory = new ChipMemory();
    const clock = new EventClock();
    const bus = {
      read32: (address: number) => chip.readUint32(address >>> 0),
      read16: (address: number) => chip.readUint16(address >>> 0),
      read8: (address: number) => chip.readUint8(address >>> 0),
      write32: (address: number, value: number) => chip.writeUint32(address >>> 0, value >>> 0),
      write16: (address: number, value: number) => chip.writeUint16(address >>> 0, value & 0xffff),
      write8: (address: number, value: number) => chip.writeUint8(address >>> 0, value & 0xff),
    };
    const store = new MemoryFlash(new Uint8Array(memory.flash.length).fill(0xff));
    // What a core's memories are for ours, are rp2040js's own arrays here.
    const routines = new Map(
      createBootRom({
        memory: {
          buffer: memory.buffer,
          rom: memory.rom,
          sram: chip.sram,
          flash: chip.flash,
          changed: () => undefined,
        },
        bus,
        clock,
        flash: new FlashChip({ memory, clock, store, uniqueId: new Uint8Array(8), seed: 1 }),
        buttonHeld: () => false,
        enterBootsel: () => undefined,
      }),
    );
    chip.loadBootrom(new Uint32Array(memory.rom.slice().buffer));
    const view = new DataView(memory.rom.buffer, memory.rom.byteOffset, memory.rom.length);
    const replacements: Record<string, NativeRoutine> = {
      RE: ({ registers }) => {
        chip.flash.fill(0xff, registers[0], registers[0]! + registers[1]!);
        return 1000;
      },
      RP: ({ registers }) => {
        for (let index = 0; index < registers[2]!; index++)
          chip.flash[registers[0]! + index]! &= bus.read8(registers[1]! + index);
        return 1000;
      },
    };
    for (const code of ['IF', 'EX', 'FC', 'CX', 'RE', 'RP'])
      routines.set(addressOf(view, code), replacements[code] ?? (() => 100));
    return routines;
  }
}

/** The even address of a function in the ROM. */
function addressOf(rom: DataView, code: string): number {
  const wanted = code.charCodeAt(0) | (code.charCodeAt(1) << 8);
  for (let entry = rom.getUint16(functionTable, true); ; entry += 4)
    if (rom.getUint16(entry, true) === wanted) return rom.getUint16(entry + 2, true) & ~1;
}
