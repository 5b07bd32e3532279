/**
 * A board that speaks the REPL protocol byte for byte and "runs" programs from a script, for what a real
 * interpreter cannot be made to do at will: old firmware, small windows, stray bytes, deaf programs.
 * It follows shared/runtime/pyexec.c; the contract tests run the same jobs on real MicroPython.
 */

/** What a scripted program does. */
export interface ScriptedProgram {
  readonly output?: string | Uint8Array;
  /** Error text, as MicroPython prints it. */
  readonly error?: string;
  /** Runs until it is interrupted; `deaf` even beyond. */
  readonly runs?: 'until-interrupted' | 'deaf';
}

export interface ScriptedPicoOptions {
  readonly rawPaste?: 'supported' | 'declined' | 'unknown';
  /** Window increment of raw-paste, in bytes. */
  readonly window?: number;
  readonly run?: (source: string) => ScriptedProgram;
  /** Printed between frames, as threads and timers do. */
  readonly stray?: () => string;
}

const banner = 'MicroPython v1.26.1 on 2025-09-11; Raspberry Pi Pico with RP2040\r\n';
const help = 'Type "help()" for more information.\r\n';
export const interrupted =
  'Traceback (most recent call last):\r\n  File "<stdin>", line 1, in <module>\r\nKeyboardInterrupt: \r\n';

type Mode = 'friendly' | 'raw' | 'raw-question' | 'raw-paste' | 'running';

/** One board; give it bytes, and it calls `print` with what it answers. */
export class ScriptedPico {
  readonly #options: ScriptedPicoOptions;
  readonly #print: (bytes: Uint8Array) => void;
  #mode: Mode = 'friendly';
  #resume: Mode = 'friendly';
  #running: ScriptedProgram = {};
  #line: number[] = [];
  #granted = 0;
  /** Sources of every program it was given, in order. */
  readonly programs: string[] = [];
  /** Bytes that a running program could read. */
  readonly input: number[] = [];
  softResets = 0;
  interrupts = 0;
  /** The host sent more than the open window: a real board loses bytes here. */
  overrun = false;

  constructor(print: (bytes: Uint8Array) => void, options: ScriptedPicoOptions = {}) {
    this.#print = print;
    this.#options = options;
  }

  /** Power comes on. */
  boot(): void {
    this.#mode = 'friendly';
    this.#line = [];
    this.#say(`\r\n${banner}${help}>>> `);
  }

  receive(bytes: Uint8Array): void {
    for (const byte of bytes) this.#take(byte);
  }

  /** Says something between frames. */
  say(text: string): void {
    this.#say(text);
  }

  /** The same, whatever the bytes are. */
  sayBytes(bytes: Uint8Array): void {
    this.#print(bytes);
  }

  #take(byte: number): void {
    if (this.#mode === 'running') return this.#takeWhileRunning(byte);
    if (this.#mode === 'friendly') return this.#takeFriendly(byte);
    if (this.#mode === 'raw-paste') return this.#takePasted(byte);
    if (this.#mode === 'raw-question') return this.#takeQuestion(byte);
    this.#takeRaw(byte);
  }

  #takeFriendly(byte: number): void {
    if (byte === 1 && this.#line.length === 0) {
      this.#mode = 'raw';
      this.#say('\r\nraw REPL; CTRL-B to exit\r\n>');
    } else if (byte === 2 && this.#line.length === 0) {
      this.#say(`\r\n${banner}${help}>>> `);
    } else if (byte === 3) {
      this.#line = [];
      this.#say('\r\n>>> ');
    } else if (byte === 4 && this.#line.length === 0) {
      this.softResets++;
      this.#say(`\r\nMPY: soft reboot\r\n${banner}${help}>>> `);
    } else if (byte === 13) {
      const source = this.#takeLine();
      this.#say('\r\n');
      if (source === '') this.#say('>>> ');
      else this.#start(source, 'friendly');
    } else if (byte >= 32) {
      this.#line.push(byte);
      this.#print(Uint8Array.of(byte));
    }
  }

  #takeRaw(byte: number): void {
    if (byte === 1) {
      this.#line = [];
      this.#say('raw REPL; CTRL-B to exit\r\n>');
    } else if (byte === 2) {
      this.#line = [];
      this.#mode = 'friendly';
      this.#say('\r\n');
      this.#say(`${banner}${help}>>> `);
    } else if (byte === 3) {
      this.#line = [];
    } else if (byte === 4) {
      this.#stray();
      this.#say('OK');
      if (this.#line.length > 0) return this.#start(this.#takeLine(), 'raw');
      this.softResets++;
      this.#say('\r\n');
      this.#say('MPY: soft reboot\r\n');
      this.#stray();
      this.#say('raw REPL; CTRL-B to exit\r\n>');
    } else if (byte === 5 && this.#line.length === 0 && this.#options.rawPaste !== 'unknown') {
      this.#mode = 'raw-question';
    } else {
      this.#line.push(byte);
    }
  }

  #takeQuestion(byte: number): void {
    if (byte === 0x41) return;
    this.#stray();
    if (this.#options.rawPaste === 'declined') {
      this.#mode = 'raw';
      return this.#say('R\x00');
    }
    const window = this.#options.window ?? 128;
    this.#mode = 'raw-paste';
    this.#granted = window;
    this.#print(Uint8Array.of(0x52, 1, window & 255, window >> 8));
  }

  #takePasted(byte: number): void {
    if (byte === 3) {
      this.#line = [];
      this.#print(Uint8Array.of(4));
      this.#resume = 'raw';
      return this.#finish(interrupted);
    }
    if (byte === 4) {
      this.#stray();
      this.#print(Uint8Array.of(4));
      return this.#start(this.#takeLine(), 'raw');
    }
    this.#line.push(byte);
    const window = this.#options.window ?? 128;
    if (this.#granted-- <= 0) this.overrun = true;
    if (this.#line.length % window === 0) {
      this.#granted += window;
      this.#stray();
      this.#print(Uint8Array.of(1));
    }
  }

  #takeWhileRunning(byte: number): void {
    if (byte !== 3) {
      this.input.push(byte);
      return;
    }
    this.interrupts++;
    if (this.#running.runs === 'until-interrupted') this.#finish(interrupted);
  }

  #start(source: string, from: Mode): void {
    if (from === 'raw') this.programs.push(source);
    this.#running = this.#options.run?.(source) ?? {};
    this.#resume = from;
    this.#mode = 'running';
    const output = this.#running.output ?? '';
    if (typeof output === 'string') this.#say(output);
    else this.#print(output);
    if (!this.#running.runs) this.#finish(this.#running.error ?? '');
  }

  #finish(error: string): void {
    this.#mode = this.#resume;
    if (this.#resume === 'friendly') return this.#say(`${error}>>> `);
    this.#print(Uint8Array.of(4));
    this.#say(error);
    this.#print(Uint8Array.of(4));
    this.#say('>');
  }

  #takeLine(): string {
    const source = new TextDecoder().decode(Uint8Array.from(this.#line));
    this.#line = [];
    return source;
  }

  #stray(): void {
    const text = this.#options.stray?.();
    if (text) this.#say(text);
  }

  #say(text: string): void {
    if (text) this.#print(new TextEncoder().encode(text));
  }
}
