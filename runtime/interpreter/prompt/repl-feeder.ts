/**
 * Feeds the interpreter's REPL byte by byte, and does what a Pico's main loop does around it: runs
 * `boot.py` and `main.py`, prints the banner, resets softly.
 */

import { addresses } from '../micropython/addresses.ts';
import type { InterpreterCore } from '../interpreter-core.ts';
import { RawPasteFront } from './raw-paste.ts';
import { TypedCharacters } from './typed-characters.ts';
import type { InterpreterSnapshot } from '../micropython/snapshot.ts';

const controlA = 0x01;
const controlD = 0x04;
const space = 0x20;
/** Bytes below this mean something to the raw REPL and cannot be fed as text. */
const firstPlainByte = 0x09;
/** `PYEXEC_FORCED_EXIT`: the program or Ctrl-D asks for a soft reset. */
const forcedExit = 0x100;
const rawMode = 1;
const failed = 1;
const asksForReset = 2;
const encoder = new TextEncoder();

/** `vstr_t` {allocated, length, bytes}. */
const lineLength = 4;
const lineBytes = 8;

/** The main loop of one board. */
export class ReplFeeder {
  readonly #front: RawPasteFront;
  readonly #typed: TypedCharacters;
  #resetWanted = false;

  constructor(
    readonly core: InterpreterCore,
    readonly snapshot: InterpreterSnapshot,
  ) {
    this.#typed = new TypedCharacters(core, (byte) => this.#process(byte));
    this.#front = new RawPasteFront({
      atEmptyRawLine: () => this.#inRawMode() && this.#lineLength() === 0,
      byte: (byte) => this.#type(byte),
      program: (source) => this.#runPasted(source),
      cancelled: () => this.#answerFailedPaste('KeyboardInterrupt: '),
      reply: (bytes) => core.output.send(bytes),
    });
  }

  /** From switching on to the first prompt; `bare` runs none of the board's files on the way. */
  start(bare: boolean): void {
    for (const peripheral of this.core.peripherals) peripheral.reset();
    this.#boot(false, bare);
  }

  /** The same after the power was away: nothing of the program is left. No Python may be running. */
  startAnew(bare: boolean): void {
    this.#resetWanted = false;
    this.core.powerOn();
    this.snapshot.restore();
    this.core.settle();
    this.start(bare);
  }

  /** Takes one byte, runs waiting handlers, or waits for either. */
  step(): void {
    const { core } = this;
    const end = core.waitIdly(() => core.input.length > 0);
    if (end === 'events') core.serveIdle();
    if (end !== 'reached') return;
    this.#front.accept(core.input.take());
    if (this.#resetWanted) this.#softReset();
  }

  // ------------------------------------------------------------------ the REPL

  #type(byte: number): void {
    const pasting = new Uint8Array(this.#view().buffer)[addresses.pasteMode] !== 0;
    if (this.#inRawMode() || pasting) this.#process(byte);
    else this.#typed.accept(byte);
  }

  #process(byte: number): void {
    const { core } = this;
    core.control.running = true;
    if (core.control.interruptAhead || core.control.nextDue <= core.now()) core.control.wakeTicker();
    const answer = this.#processOrFail(byte);
    core.settle();
    if (byte === controlD) core.python.forgetFile();
    if ((answer & forcedExit) !== 0) this.#resetWanted = true;
  }

  /**
   * The line editor of MicroPython does not expect to find no memory for a longer line. Then a reset
   * is all that helps: the program's names are lost, as they are on a Pico.
   */
  #processOrFail(byte: number): number {
    try {
      return this.core.loaded.exports.mp_js_repl_process_char(byte);
    } catch (error) {
      if (!(error instanceof WebAssembly.RuntimeError)) throw error;
      this.core.output.print(encoder.encode('\nMemoryError: memory allocation failed\n'));
      return forcedExit;
    }
  }

  /** Feeds a whole program to the raw REPL, which answers what raw-paste promises but for its "OK". */
  #runPasted(source: Uint8Array): void {
    const replaced: number[] = [];
    // The raw REPL takes an empty line for a wish to reset.
    const program = source.length > 0 ? source : Uint8Array.of(space);
    if (!this.#hasRoomFor(program.length)) {
      this.#answerFailedPaste(`MemoryError: memory allocation failed, allocating ${program.length} bytes`);
      return;
    }
    for (const [index, byte] of program.entries()) {
      if (byte < firstPlainByte) replaced.push(index);
      this.#process(byte < firstPlainByte ? space : byte);
      if (this.#resetWanted) return;
    }
    const view = this.#view();
    const line = view.getUint32(addresses.replLine, true);
    const bytes = view.getUint32(line + lineBytes, true);
    for (const index of replaced) view.setUint8(bytes + index, program[index] ?? space);
    this.core.output.send(Uint8Array.of(controlD));
    this.core.output.drop('OK'.length);
    this.#process(controlD);
  }

  /** Answers what a Pico answers to a raw-paste that comes to nothing. */
  #answerFailedPaste(reason: string): void {
    this.core.output.send(encoder.encode(`\x04\x04${reason}\r\n\x04>`));
  }

  #hasRoomFor(bytes: number): boolean {
    this.core.roomWanted = bytes;
    return this.core.callPython(() => this.core.python.hasRoom(), false);
  }

  #inRawMode(): boolean {
    return this.#view().getUint32(addresses.replMode, true) === rawMode;
  }

  #lineLength(): number {
    const line = this.#view().getUint32(addresses.replLine, true);
    return line === 0 ? 0 : this.#view().getUint32(line + lineLength, true);
  }

  #view(): DataView {
    return new DataView(this.core.loaded.exports.memory.buffer);
  }

  // ------------------------------------------------------------------ start and reset

  #softReset(): void {
    const raw = this.#inRawMode();
    do {
      this.#resetWanted = false;
      this.core.output.print(encoder.encode('MPY: soft reboot\r\n'));
      this.core.events.clear();
      this.snapshot.restore();
      this.core.settle();
      for (const peripheral of this.core.peripherals) peripheral.reset();
      this.#boot(raw);
    } while (this.#resetWanted);
  }

  /** Runs the files of the board, then shows the prompt of the REPL it is to be in. */
  #boot(raw: boolean, bare = false): void {
    const { core } = this;
    this.#front.reset();
    this.#typed.reset();
    core.python.preferFiles();
    let ended = bare ? 0 : this.#runFile('boot.py');
    if (ended === 0 && !raw && !bare) ended = this.#runFile('main.py');
    if (ended === asksForReset) {
      this.#resetWanted = true;
      return;
    }
    if (raw) {
      core.output.capture(() => core.loaded.exports.mp_js_repl_init());
      core.output.drop('\r\n'.length);
      this.#process(controlA);
    } else {
      core.output.drop('\r\n'.length);
      core.loaded.exports.mp_js_repl_init();
    }
  }

  #runFile(path: string): number {
    this.core.control.running = true;
    this.core.fileToRun = path;
    const ended = this.core.callPython(() => this.core.python.runFile(), failed);
    this.core.settle();
    return ended;
  }
}
